/** The practical floor: whatever one client says is sent to all others of the path, with one `send` each. Keeps nothing. */
import { WebSocketServer } from 'ws'

const rooms = new Map()
const server = new WebSocketServer({
  host: '127.0.0.1',
  port: Number(process.env.PORT),
  perMessageDeflate: false,
})
server.on('connection', (socket, { url }) => {
  const room = rooms.get(url) ?? new Set()
  rooms.set(url, room.add(socket))
  socket.on('error', () => {})
  socket.on('close', () => room.delete(socket))
  socket.on('message', (message) => {
    for (const other of room) if (other !== socket) other.send(message)
  })
})
