// y-webrtc's own signaling server as it comes. It takes its port from PORT, listens on every address and says so
// before it does; here it is kept to loopback and speaks when it listens.
import { Server } from 'node:http';

const port = process.argv[2];
const listen = Server.prototype.listen;
Server.prototype.listen = function (aPort) {
  return listen.call(this, Number(aPort), '127.0.0.1', () => console.log(`listening on ${port}`));
};
process.env.PORT = port;
await import('./node_modules/y-webrtc/bin/server.js');
