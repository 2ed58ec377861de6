// PeerJS's server as it comes (path /peerjs, key peerjs, at most 5,000 clients), on loopback.
import { PeerServer } from 'peer';

const port = Number(process.argv[2]);
PeerServer({ host: '127.0.0.1', port }, () => console.log(`listening on ${port}`));
