#!/usr/bin/env node
// Connects a client that starts local programs to a resend-full-mcp over HTTP: each line of the input is posted to the service, and
// what comes back is written as lines. Needs Node.js 18 or later and nothing else.
// RESEND_MCP_ADDRESS: address of the service. RESEND_MCP_TOKEN: bearer token, if the service requires one.
'use strict';
const readline = require('node:readline');

const address = (process.env.RESEND_MCP_ADDRESS || 'http://127.0.0.1:8080/mcp').trim();
const token = (process.env.RESEND_MCP_TOKEN || '').trim();
const VERSION_KEY = 'io.modelcontextprotocol/protocolVersion';
/** Code of JSON-RPC for a failure of the server. */
const INTERNAL_ERROR = -32603;
/** The parameter that the header Mcp-Name repeats, by method. */
const SUBJECTS = { 'tools/call': 'name', 'prompts/get': 'name', 'resources/read': 'uri' };
/** Revision of the handshake, once there was one. */
let negotiated = '';

const open = new Set();
const lines = readline.createInterface({ input: process.stdin });
lines.on('line', (line) => {
    if (line.trim() !== '') {
        const exchange = post(line).finally(() => open.delete(exchange));
        open.add(exchange);
    }
});
lines.on('close', async () => {
    await Promise.allSettled(open);
    process.exit(0);
});
process.stdout.on('error', () => process.exit(0));

function write(message) {
    process.stdout.write(JSON.stringify(message) + '\n');
}

function headersOf(message) {
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' };
    if (token !== '') {
        headers.Authorization = `Bearer ${token}`;
    }
    const named = message.params?._meta?.[VERSION_KEY];
    if (named !== undefined || (negotiated !== '' && message.method !== 'initialize')) {
        headers['MCP-Protocol-Version'] = headerValue(named ?? negotiated);
    }
    if (named !== undefined) {
        headers['Mcp-Method'] = headerValue(message.method);
        const subject = message.params[SUBJECTS[message.method]];
        if (subject !== undefined) {
            headers['Mcp-Name'] = headerValue(subject);
        }
    }
    return headers;
}

/** As it is or, where a header cannot hold it, in Base64. */
function headerValue(value) {
    const text = String(value);
    return /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(text)
        ? text
        : `=?base64?${Buffer.from(text, 'utf8').toString('base64')}?=`;
}

async function post(line) {
    let message = {};
    try {
        message = JSON.parse(line) ?? {};
    } catch {
        // The service says what is wrong with it.
    }
    try {
        const response = await fetch(address, { method: 'POST', headers: headersOf(message), body: line });
        const type = response.headers.get('content-type') || '';
        if (type.includes('text/event-stream')) {
            await relayEvents(response, message);
        } else {
            relay(await response.text(), response.status, message);
        }
    } catch (failure) {
        const cause = failure.cause?.code || failure.cause?.message || failure.message;
        fail(message, `${address} cannot be reached (${cause}): check the address, and that the service runs`);
    }
}

async function relayEvents(response, message) {
    const decoder = new TextDecoder();
    let text = '';
    for await (const part of response.body) {
        text += decoder.decode(part, { stream: true });
        const events = text.split(/\r?\n\r?\n/);
        text = events.pop();
        for (const event of events) {
            const data = event
                .split(/\r?\n/)
                .filter((field) => field.startsWith('data:'))
                .map((field) => field.slice('data:'.length).trimStart())
                .join('\n');
            if (data !== '') {
                relay(data, response.status, message);
            }
        }
    }
}

function relay(text, status, message) {
    if (text.trim() === '') {
        return;
    }
    let answer;
    try {
        answer = JSON.parse(text);
    } catch {
        fail(message, `${address} answered with status ${status} and not with JSON: is it the address of the service?`);
        return;
    }
    if (answer.error !== undefined && answer.id === undefined) {
        // The service could not read the id, or refused the request before it looked.
        fail(message, answer.error_description || answer.error.message || `status ${status}`, answer.error.code);
        return;
    }
    if (message.method === 'initialize' && answer.result?.protocolVersion) {
        negotiated = answer.result.protocolVersion;
    }
    write(answer);
}

/** Answers a request with an error; a notification has no answer. */
function fail(message, text, code = INTERNAL_ERROR) {
    if (message.id !== undefined && message.method !== undefined) {
        write({ jsonrpc: '2.0', id: message.id, error: { code, message: text } });
    } else {
        console.error(text);
    }
}
