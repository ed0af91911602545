// An endpoint of a webhook on this machine, which takes one delivery.
import { createServer } from 'node:http'

export async function receiver() {
    let delivered
    const delivery = new Promise(resolve => { delivered = resolve })
    const server = createServer(async (request, answer) => {
        let body = ''
        for await (const part of request) {
            body += part
        }
        answer.end('ok')
        delivered({ body, headers: request.headers })
    })
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
    const close = () => {
        server.close()
        server.closeAllConnections()
    }
    return { endpoint: `http://127.0.0.1:${server.address().port}/`, delivery, close }
}
