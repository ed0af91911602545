// Connects real clients from npm to the service, over HTTP and standard input and output, and prints what each listed, called and was
// told. Agents get a stand-in for their model, which records the tools of their first request; so none of them needs an account.
// Arguments: URL of a service in sandbox mode, base URL of its simulator, folder of the installed clients, folder to run in, path of
// the bridge, and the command of stdio.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const [url, simulator, tools, folder, bridge, ...stdio] = process.argv.slice(2);
const PATIENCE_MS = 60_000;
const PLATFORM = `${process.platform}-${process.arch}`;
const here = path.dirname(new URL(import.meta.url).pathname);
const service = {
    RESEND_API_BASE_URL: simulator,
    RESEND_API_KEY: 're_sandbox',
    LOG_DIR: path.join(folder, 'logs'),
    STATE_DIR: path.join(folder, 'state'),
};
const OURS = await toolNames();
const expected = OURS.size;
let failures = 0;

const model = await startModel();
const modelUrl = `http://127.0.0.1:${model.address().port}`;
const servers = { http: { url }, stdio: { command: stdio[0], args: stdio.slice(1), env: service } };

for (const [name, driver] of [
    ['sdk110', 'sdk'],
    ['sdk111', 'sdk'],
    ['sdknew', 'sdk'],
    ['langchain', 'langchain'],
    ['aisdk', 'aisdk'],
    ['agents', 'agents'],
]) {
    for (const transport of ['http', 'stdio']) {
        await check(name, transport, () => library(name, driver, transport, stdio));
    }
}
await check('bridge (ops/bridge)', 'stdio to http', () =>
    library('sdknew', 'sdk', 'stdio', [process.execPath, bridge], { RESEND_MCP_ADDRESS: url }));
await check('remote', 'stdio to http', () =>
    library('remote', 'sdk', 'stdio', [process.execPath, bin('remote', 'mcp-remote'), url], {}, 'sdknew'));
await check('mcporter', 'http', () => mcporter());
for (const transport of ['http', 'stdio']) {
    await check('claude', transport, () => agent(transport, claude));
    await check('gemini', transport, () => agent(transport, gemini));
    await check('qwen', transport, () => agent(transport, qwen));
    await check('codex', transport, () => agent(transport, codex));
    await check('opencode', transport, () => agent(transport, opencode));
}
model.close();
console.log(failures === 0 ? 'All clients see all tools' : `${failures} checks failed`);
process.exit(failures === 0 ? 0 : 1);

async function check(name, transport, run) {
    const label = `${name}, ${transport}:`.padEnd(34);
    try {
        const { listed, called, told } = await run();
        const complete = listed === expected;
        failures += complete ? 0 : 1;
        const calls = called === undefined ? '' : `; called: ${cut(called)}; told: ${cut(told)}`;
        console.log(`${complete ? 'ok  ' : 'FAIL'} ${label} listed ${listed} of ${expected}${calls}`);
    } catch (failure) {
        if (failure.message.startsWith('SKIPPED')) {
            console.log(`     ${label} ${failure.message}`);
            return;
        }
        failures++;
        console.log(`FAIL ${label} ${cut(failure.message)}`);
    }
}

function cut(text) {
    const line = String(text).replaceAll(/\s+/g, ' ');
    return line.length <= 110 ? line : `${line.slice(0, 110)}...`;
}

async function toolNames() {
    const response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}',
    });
    return new Set((await response.json()).result.tools.map((tool) => tool.name));
}

function bin(client, command) {
    const file = path.join(tools, client, 'node_modules', '.bin', command);
    if (!fs.existsSync(file)) {
        throw new Error(`SKIPPED: ${command} is not installed`);
    }
    return fs.realpathSync(file);
}

/** The program of a package whose install script would put it in place; packages here run none. */
function native(client, file) {
    const program = path.join(tools, client, 'node_modules', file);
    if (!fs.existsSync(program)) {
        throw new Error(`SKIPPED: there is no ${file} for this machine`);
    }
    return program;
}

async function library(client, driver, transport, command, more = {}, packages = client) {
    const script = path.join(tools, packages, 'listing-clients.mjs');
    fs.copyFileSync(path.join(here, 'listing-clients.mjs'), script);
    const output = await run(process.execPath, [script, driver, transport, url, ...command], { ...service, ...more });
    return JSON.parse(output.trim().split('\n').at(-1));
}

async function mcporter() {
    const program = bin('mcporter', 'mcporter');
    const common = ['--http-url', url, '--allow-http', '--name', 'resend'];
    const list = await run(process.execPath, [program, 'list', ...common, '--json']);
    const called = await run(process.execPath, [program, 'call', ...common, '--tool', 'list_domains', '--output', 'json']);
    const told = await run(process.execPath, [program, 'call', ...common, '--tool', 'get_email', 'email_id:nonsense']);
    return { listed: JSON.parse(list.slice(list.indexOf('{'))).tools.length, called, told };
}

/** Runs an agent until its model has received a request, and counts our tools in it. */
async function agent(transport, start) {
    const home = fs.mkdtempSync(path.join(folder, 'home-'));
    const { command, args, env, input } = start(home, servers[transport]);
    const seen = new Promise((done) => {
        model.seen = done;
    });
    const child = spawn(command, args, {
        cwd: home,
        detached: true,
        env: { PATH: process.env.PATH, HOME: home, ...env },
        stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (part) => (output += part));
    child.stderr.on('data', (part) => (output += part));
    const ended = new Promise((done) => {
        child.on('error', (failure) => done(failure.message));
        child.on('exit', (code) => setTimeout(() => done(`ended with ${code}: ${output.slice(-300)}`), 500));
    });
    const late = new Promise((done) => setTimeout(() => done(`said nothing to its model: ${output.slice(-300)}`), PATIENCE_MS));
    const result = await Promise.race([seen, ended, late]);
    try {
        process.kill(-child.pid, 'SIGKILL');
    } catch {
        // It has ended.
    }
    if (typeof result === 'string') {
        throw new Error(result);
    }
    return { listed: result.size };
}

function claude(home, server) {
    const config = path.join(home, 'mcp.json');
    fs.writeFileSync(config, JSON.stringify({ mcpServers: { resend: server.url ? { type: 'http', ...server } : server } }));
    return {
        command: native('claude', `@anthropic-ai/claude-code-${PLATFORM}/claude`),
        args: ['-p', 'hello', '--mcp-config', config, '--strict-mcp-config'],
        env: {
            ANTHROPIC_BASE_URL: modelUrl,
            ANTHROPIC_API_KEY: 'stand-in',
            CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
            ENABLE_TOOL_SEARCH: 'false',
        },
    };
}

function gemini(home, server) {
    settings(home, '.gemini', server.url ? { httpUrl: server.url } : server, { security: { auth: { selectedType: 'gemini-api-key' } } });
    return {
        command: process.execPath,
        args: [bin('gemini', 'gemini'), '-p', 'hello', '--skip-trust'],
        env: { GOOGLE_GEMINI_BASE_URL: modelUrl, GEMINI_API_KEY: 'stand-in', GEMINI_CLI_TRUST_WORKSPACE: 'true' },
    };
}

function qwen(home, server) {
    settings(home, '.qwen', server.url ? { httpUrl: server.url } : server, { security: { auth: { selectedType: 'openai' } } });
    return {
        command: process.execPath,
        args: [bin('qwen', 'qwen'), '-p', 'hello'],
        env: { OPENAI_BASE_URL: `${modelUrl}/v1`, OPENAI_API_KEY: 'stand-in', OPENAI_MODEL: 'stand-in' },
    };
}

function settings(home, directory, server, more) {
    fs.mkdirSync(path.join(home, directory));
    fs.writeFileSync(
        path.join(home, directory, 'settings.json'),
        JSON.stringify({ ...more, mcpServers: { resend: { ...server, trust: true } } }),
    );
}

function codex(home, server) {
    const entry = server.url
        ? `url = ${JSON.stringify(server.url)}`
        : `command = ${JSON.stringify(server.command)}\nargs = ${JSON.stringify(server.args)}\n[mcp_servers.resend.env]\n` +
          Object.entries(server.env).map(([name, value]) => `${name} = ${JSON.stringify(value)}`).join('\n');
    fs.mkdirSync(path.join(home, '.codex'));
    fs.writeFileSync(
        path.join(home, '.codex', 'config.toml'),
        `model = "stand-in"\nmodel_provider = "standin"\n[model_providers.standin]\nname = "stand-in"\n` +
            `base_url = "${modelUrl}/v1"\nwire_api = "responses"\n[mcp_servers.resend]\n${entry}\n`,
    );
    return {
        command: process.execPath,
        args: [bin('codex', 'codex'), 'exec', '--skip-git-repo-check', 'hello'],
        env: { CODEX_HOME: path.join(home, '.codex') },
    };
}

function opencode(home, server) {
    const entry = server.url
        ? { type: 'remote', url: server.url, oauth: false }
        : { type: 'local', command: [server.command, ...server.args], environment: server.env };
    fs.writeFileSync(
        path.join(home, 'opencode.json'),
        JSON.stringify({
            model: 'standin/stand-in',
            small_model: 'standin/stand-in',
            provider: {
                standin: {
                    npm: '@ai-sdk/openai-compatible',
                    options: { baseURL: `${modelUrl}/v1`, apiKey: 'stand-in' },
                    models: { 'stand-in': { tool_call: true } },
                },
            },
            mcp: { resend: entry },
        }),
    );
    return { command: native('opencode', `opencode-${PLATFORM}/bin/opencode`), args: ['run', 'hello'], env: {} };
}

/** Records which of our tools a request has, in the forms of all providers, and answers with an error that is final. */
function startModel() {
    const server = http.createServer(async (request, response) => {
        let body = '';
        for await (const part of request) {
            body += part;
        }
        const names = namesIn(body);
        if (names.size > 1) {
            server.seen?.(names);
        }
        response.writeHead(400, { 'Content-Type': 'application/json' });
        response.end('{"type":"error","error":{"type":"invalid_request_error","message":"This is a stand-in","code":400}}');
    });
    return new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(server)));
}

function namesIn(body) {
    const names = new Set();
    let parsed = {};
    try {
        parsed = JSON.parse(body);
    } catch {
        return names;
    }
    for (const tool of (parsed.tools ?? []).flatMap((one) => one.functionDeclarations ?? one.tools ?? [one])) {
        const name = tool.function?.name ?? tool.name ?? '';
        const ours = [...OURS].filter((known) => name === known || name.endsWith(`_${known}`));
        if (ours.length > 0) {
            names.add(ours.sort((one, other) => other.length - one.length)[0]);
        }
    }
    if (names.size === 0) {
        // Some agents have tools searched for on demand, and only name them in the first request.
        [...OURS].filter((known) => new RegExp(`resend_+${known}\\b`).test(body)).forEach((known) => names.add(known));
    }
    return names;
}

function run(command, args, env = {}) {
    return new Promise((done, failed) => {
        const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], cwd: folder });
        let out = '';
        let err = '';
        child.stdout.on('data', (part) => (out += part));
        child.stderr.on('data', (part) => (err += part));
        const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
        child.on('error', failed);
        child.on('exit', () => {
            clearTimeout(timer);
            setTimeout(() => (out.trim() === '' ? failed(new Error(err.slice(-300) || 'printed nothing')) : done(out)), 200);
        });
    });
}
