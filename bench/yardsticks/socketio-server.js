// A socket.io server that relays a signal to the socket with the given id; with a Redis, to any process's socket.
import { createServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-adapter';
import { createClient } from 'redis';
import { Server } from 'socket.io';

const [port, redisUrl] = [Number(process.argv[2]), process.argv[3]];
const server = createServer();
const io = new Server(server, { transports: ['websocket'], serveClient: false });

if (redisUrl) {
  const publisher = createClient({ url: redisUrl });
  const subscriber = publisher.duplicate();
  await Promise.all([publisher.connect(), subscriber.connect()]);
  io.adapter(createAdapter(publisher, subscriber));
}

io.on('connection', socket => {
  socket.on('signal', (to, data, ack) => {
    io.to(to).emit('signal', socket.id, data);
    ack?.('relayed');
  });
});

server.listen(port, '127.0.0.1', () => console.log(`listening on ${port}`));
