// Drives the service with the official TypeScript client, over HTTP and over standard input and output, in both eras of the
// protocol. The service lets one request a second through to a simulated Resend. Prints a line for each check.
// Arguments: URL of a service in sandbox mode, base URL of its simulator, folder to run in, and the command of stdio.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const [url, simulator, folder, command, ...args] = process.argv.slice(2);
/** Calls that stand in line before one that is cancelled: the service learns that a client hung up only by writing to it. */
const AHEAD = 7;
let failures = 0;

const eras = [
    { era: 'handshake', negotiation: { mode: 'legacy' }, version: '2025-11-25' },
    { era: 'no handshake', negotiation: { mode: 'auto' }, version: '2026-07-28' },
];
const transports = {
    http: () => new StreamableHTTPClientTransport(new URL(url)),
    stdio: () =>
        new StdioClientTransport({
            command,
            args,
            cwd: folder,
            env: {
                RESEND_API_BASE_URL: simulator,
                RESEND_API_KEY: 're_sandbox',
                RATE_LIMIT: '1',
                LOG_DIR: path.join(folder, 'logs'),
            },
            stderr: fs.openSync(path.join(folder, 'stderr'), 'a'),
        }),
};

// The eras share one service over HTTP, and so its line, but have a process each over standard input and output.
const http = async () => {
    for (const era of eras) {
        await checkAll('http', era);
    }
};
await Promise.all([http(), ...eras.map((era) => checkAll('stdio', era))]);
console.log(failures === 0 ? 'All checks passed' : `${failures} checks failed`);
process.exit(failures === 0 ? 0 : 1);

async function checkAll(transport, { era, negotiation, version }) {
    const where = `${transport}, ${era}`;
    const client = new Client({ name: 'client-check', version: '1' }, { versionNegotiation: negotiation });
    const call = (name, options, given = {}) => client.callTool({ name, arguments: given }, options);
    await check(where, 'connects', async () => {
        await client.connect(transports[transport]());
        assert.equal(client.getNegotiatedProtocolVersion(), version);
        return version;
    });
    await check(where, 'lists tools', () => listsTools(client));
    await check(where, 'calls a tool', () => callsATool(call));
    await check(where, 'receives progress', () => receivesProgress(call));
    await check(where, 'cancels a call', () => cancelsACall(call, where));
    await client.close();
}

async function check(where, what, body) {
    try {
        console.log(`pass ${where}: ${what} (${await body()})`);
    } catch (error) {
        failures++;
        console.log(`FAIL ${where}: ${what}: ${error.message.split('\n')[0]}`);
    }
}

async function listsTools(client) {
    const { tools } = await client.listTools();
    assert.ok(tools.some((tool) => tool.name === 'send_email'), 'send_email is not among the tools');
    return `${tools.length} tools`;
}

async function callsATool(call) {
    const { isError, structuredContent } = await call('list_domains');
    assert.ok(!isError, 'the call failed');
    assert.equal(structuredContent.data[0].name, 'sandbox.resend.dev');
    return structuredContent.data[0].name;
}

async function receivesProgress(call) {
    const seen = repeat(4, () => []);
    await Promise.all(seen.map((notes) => call('list_domains', { onprogress: (note) => notes.push(note) })));
    const most = seen.reduce((longest, notes) => (notes.length > longest.length ? notes : longest));
    assert.match(most[0]?.message ?? 'no progress came', /rate limit/);
    assert.ok(most.every(({ progress }, i) => i === 0 || progress > most[i - 1].progress), 'progress does not grow');
    return `${most.length} notifications`;
}

/** One of two emails is cancelled as soon as it is known to wait; the simulator must have got the other one only. */
async function cancelsACall(call, where) {
    const email = (subject) => ({ from: 'a@sandbox.resend.dev', to: ['delivered@resend.dev'], subject, text: 'text' });
    const [kept, cancelled] = [`kept, ${where}`, `cancelled, ${where}`];
    const ahead = await fillTheLine(call);
    const controller = new AbortController();
    const onprogress = () => controller.abort(new Error('cancelled by the check'));
    const leaving = call('send_email', { signal: controller.signal, onprogress }, email(cancelled));
    const staying = call('send_email', {}, email(kept));
    await assert.rejects(leaving, /cancelled by the check/);
    await Promise.all([...ahead, staying]);
    // Calls leave in the order in which they came, so the answer to this one has whatever was sent before.
    const { structuredContent } = await call('list_emails');
    const subjects = structuredContent.data.map(({ subject }) => subject);
    assert.ok(subjects.includes(kept), 'the call that was not cancelled was not sent');
    assert.ok(!subjects.includes(cancelled), 'the cancelled call was sent');
    return 'it was never sent';
}

/** Returns calls that stand in line when most of them are known to do so. */
async function fillTheLine(call) {
    const waiting = new Set();
    let calls;
    await new Promise((resolve) => {
        calls = repeat(AHEAD, (_, i) =>
            call('list_domains', { onprogress: () => waiting.add(i).size === AHEAD - 2 && resolve() }));
        Promise.all(calls).then(resolve, resolve);
    });
    return calls;
}

function repeat(times, action) {
    return Array.from({ length: times }, action);
}
