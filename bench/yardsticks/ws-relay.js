// A minimal relay on npm's ws: hello, and signals from one session to another, as the native protocol has them.
import { randomUUID } from 'node:crypto';
import { WebSocketServer } from 'ws';

const port = Number(process.argv[2]);
const sockets = new Map();
const relay = new WebSocketServer({ host: '127.0.0.1', port, perMessageDeflate: false });

relay.on('connection', socket => {
  const session = randomUUID();
  sockets.set(session, socket);
  socket.on('close', () => sockets.delete(session));
  socket.on('error', () => socket.terminate());
  socket.on('message', (data, isBinary) => {
    const message = JSON.parse(data);
    if (message.type === 'signal') {
      const target = sockets.get(message.to.session);
      target?.send(data, { binary: isBinary });
      if (message.id !== undefined) {
        socket.send(JSON.stringify({ type: 'ack', id: message.id, status: target ? 'relayed' : 'unreachable' }));
      }
    } else if (message.type === 'hello') {
      socket.send(JSON.stringify({ type: 'welcome', session, peer: message.peer }));
    }
  });
});
relay.on('listening', () => console.log(`listening on ${port}`));
