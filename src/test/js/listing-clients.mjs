// Drives one client library against the service: lists its tools, calls one, and makes one mistake. Prints a line in JSON with what
// it listed, what it called and what it was told. Runs beside the packages of the library.
// Arguments: name of the driver, transport (http or stdio), URL of the service, command of stdio.
const [driver, transport, url, command, ...args] = process.argv.slice(2);
const env = { ...process.env };
const local = { command, args, env };
const info = { name: `listing-${driver}`, version: '1' };

const drivers = {
    /** The official SDK, of any version. */
    async sdk() {
        const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
        const client = new Client(info, { capabilities: {} });
        if (transport === 'http') {
            const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
            await client.connect(new StreamableHTTPClientTransport(new URL(url)));
        } else {
            const { StdioClientTransport } = await import('@modelcontextprotocol/sdk/client/stdio.js');
            await client.connect(new StdioClientTransport({ ...local, stderr: 'ignore' }));
        }
        const call = async (name, given) => textOf(await client.callTool({ name, arguments: given }));
        return { names: (await client.listTools()).tools.map((tool) => tool.name), call, close: () => client.close() };
    },
    async langchain() {
        const { MultiServerMCPClient } = await import('@langchain/mcp-adapters');
        const server = transport === 'http' ? { transport: 'http', url } : { transport: 'stdio', ...local, stderr: 'ignore' };
        const client = new MultiServerMCPClient({ mcpServers: { resend: server } });
        const tools = await client.getTools();
        const call = async (name, given) =>
            JSON.stringify(await tools.find((tool) => tool.name === name).invoke(given));
        return { names: tools.map((tool) => tool.name), call, close: () => client.close() };
    },
    async aisdk() {
        const { createMCPClient } = await import('@ai-sdk/mcp');
        let way = { type: 'http', url };
        if (transport === 'stdio') {
            const { Experimental_StdioMCPTransport } = await import('@ai-sdk/mcp/mcp-stdio');
            way = new Experimental_StdioMCPTransport({ ...local, stderr: 'ignore' });
        }
        const client = await createMCPClient({ transport: way });
        const tools = await client.tools();
        const call = async (name, given) =>
            textOf(await tools[name].execute(given, { messages: [], toolCallId: '1', context: {} }));
        return { names: Object.keys(tools), call, close: () => client.close() };
    },
    async agents() {
        const { MCPServerStdio, MCPServerStreamableHttp } = await import('@openai/agents');
        const server = transport === 'http' ? new MCPServerStreamableHttp({ url }) : new MCPServerStdio(local);
        await server.connect();
        const call = async (name, given) => textOf({ content: await server.callTool(name, given) });
        return { names: (await server.listTools()).map((tool) => tool.name), call, close: () => server.close() };
    },
};

function textOf(result) {
    const content = Array.isArray(result?.content) ? result.content : (result?.content?.content ?? []);
    return content.map((part) => part.text ?? '').join(' ') || JSON.stringify(result);
}

async function told(call, name, given) {
    try {
        return await call(name, given);
    } catch (error) {
        return String(error.message ?? error);
    }
}

const client = await drivers[driver]();
console.log(
    JSON.stringify({
        listed: client.names.length,
        called: await told(client.call, 'list_domains', {}),
        told: await told(client.call, 'get_email', { email_id: 'nonsense' }),
    }),
);
await Promise.race([client.close(), new Promise((done) => setTimeout(done, 5000))]);
process.exit(0);
