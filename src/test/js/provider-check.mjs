// Lists the tools of a service, lets the converters of providers and frameworks turn them into requests, and checks the requests by
// the rules of the provider. A stand-in on this machine takes the requests. Prints a line of figures for each converter, and explains
// what it could not keep. Arguments: URL of MCP, folder with the packages of .ci/provider-check.
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [url, tools] = process.argv.slice(2);

/** Why the keys of a map cannot be named in a schema; by the last part of its path. */
const FREE_FORM = {
    headers: 'mail headers: any name, text values',
    variables: 'variables of a template: names are those of the template',
    properties: 'contact properties: keys are those of the account',
    payload: 'payload of an event: fields are those of its schema',
    schema: 'schema of an event: field names are new',
    filter: "filter of a segment, in Resend's own format",
    'rules[]': 'conditions in conditions: each as filter_rule, which would repeat without end',
    'steps[]': 'steps of an automation that is changed: as those of create_automation, whose schema is not repeated',
};
/** Fields of a Schema in Google's API; it refuses a request with any other. */
const GOOGLE = new Set(
    ('type format title description nullable enum items properties required minItems maxItems minProperties maxProperties minLength'
        + ' maxLength pattern example anyOf propertyOrdering default minimum maximum').split(' '),
);
const GOOGLE_TYPES = new Set(['STRING', 'NUMBER', 'INTEGER', 'BOOLEAN', 'ARRAY', 'OBJECT']);

let failed = false;
console.log(`${'server'.padEnd(10)} ${'converter'.padEnd(42)} tools refused unconvertible maps`);
await report('this one', await listed(url), url);
await official();
process.exit(failed ? 1 : 0);

async function report(server, list, address) {
    const converters = {
        '@google/genai, parameters': () => genai(list, 'parameters'),
        '@google/genai, parametersJsonSchema': () => genai(list, 'parametersJsonSchema'),
        '@ai-sdk/google 3': () => aiSdk(list, 'ai-sdk-google-3'),
        '@ai-sdk/google 4': () => aiSdk(list, 'ai-sdk-google'),
        '@langchain/google-genai': () => langchain(list),
        '@openai/agents, strict': () => agents(list, address, true),
        '@openai/agents, not strict': () => agents(list, address, false),
        'Anthropic, as listed': () => list.map((tool) => ({ name: tool.name, faults: anthropic(tool) })),
        'VS Code, as listed': () => list.map((tool) => ({ name: tool.name, faults: vsCode(tool.inputSchema, tool.name) })),
    };
    const explained = new Map();
    for (const [name, convert] of Object.entries(converters)) {
        let results;
        try {
            results = await convert();
        } catch (error) {
            results = [{ name: 'all', faults: [`the whole request fails: ${error.message}`] }];
        }
        const refused = results.filter((result) => result.faults.length > 0);
        const unconvertible = results.filter((result) => result.unconvertible);
        const maps = results.flatMap((result) => result.maps ?? []);
        const unexplained = maps.filter((map) => !(last(map) in FREE_FORM));
        console.log(
            `${server.padEnd(10)} ${name.padEnd(42)} ${String(results.length).padStart(5)} ${String(refused.length).padStart(7)} ` +
                `${String(unconvertible.length).padStart(13)} ${String(maps.length).padStart(4)}`,
        );
        if (server !== 'this one') {
            continue;
        }
        maps.forEach((map) => explained.set(last(map), (explained.get(last(map)) ?? new Set()).add(map)));
        const wrong = [
            ...refused.flatMap((result) => result.faults.map((fault) => `${result.name}: ${fault}`)),
            ...unexplained.map((map) => `${map}: an object without named properties that nothing explains`),
            ...unconvertible.filter((result) => !result.maps?.length).map((result) => `${result.name}: ${result.unconvertible}`),
        ];
        wrong.forEach((line) => console.log(`FAILED     ${line}`));
        failed ||= wrong.length > 0 || results.length !== list.length;
    }
    for (const [kind, maps] of explained) {
        console.log(`map        ${kind} (${maps.size}): ${FREE_FORM[kind]}`);
    }
}

/** What Google's own client sends, its conversion of JSON Schema included. */
async function genai(list, field) {
    const { GoogleGenAI } = await load('google-genai', '@google/genai');
    return sent(list, async (baseUrl) => {
        const client = new GoogleGenAI({ apiKey: 'none', httpOptions: { baseUrl } });
        const functionDeclarations = list.map(({ name, description, inputSchema }) => ({
            name,
            description,
            [field]: structuredClone(inputSchema),
        }));
        await client.models.generateContent({ model: 'gemini-2.5-flash', contents: 'hi', config: { tools: [{ functionDeclarations }] } });
    });
}

/** Release 3 converts schemas, release 4 passes them on. */
async function aiSdk(list, folder) {
    const { createGoogleGenerativeAI, createGoogle } = await load(folder, '@ai-sdk/google');
    return sent(list, async (baseURL) => {
        const provider = (createGoogleGenerativeAI ?? createGoogle)({ apiKey: 'none', baseURL: `${baseURL}/v1beta` });
        await provider('gemini-2.5-flash').doGenerate({
            prompt: [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }],
            tools: list.map(({ name, description, inputSchema }) => ({ type: 'function', name, description, inputSchema })),
        });
    });
}

async function langchain(list) {
    const { ChatGoogleGenerativeAI } = await load('langchain-google-genai', '@langchain/google-genai');
    return sent(list, async (baseUrl) => {
        const model = new ChatGoogleGenerativeAI({ model: 'gemini-2.5-flash', apiKey: 'none', baseUrl, maxRetries: 0 });
        const functions = list.map(({ name, description, inputSchema }) => ({
            type: 'function',
            function: { name, description, parameters: inputSchema },
        }));
        await model.bindTools(functions).invoke('hi');
    });
}

/** What arrives at a stand-in for Google's API, checked by its rules. */
async function sent(list, call) {
    let body;
    const server = http.createServer(async (request, response) => {
        body = Buffer.concat(await request.toArray());
        response.setHeader('Content-Type', 'application/json');
        response.end('{"candidates":[{"content":{"role":"model","parts":[{"text":"hi"}]},"finishReason":"STOP","index":0}]}');
    });
    await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
    try {
        await call(`http://127.0.0.1:${server.address().port}`);
    } finally {
        server.close();
        server.closeAllConnections();
    }
    const declarations = JSON.parse(body).tools.flatMap((tool) => tool.functionDeclarations ?? tool.function_declarations);
    return declarations.map((declaration) => {
        const maps = [];
        const json = declaration.parametersJsonSchema;
        const given = list.find((tool) => tool.name === declaration.name)?.inputSchema.properties ?? {};
        const kept = (json ?? declaration.parameters)?.properties ?? {};
        // Google takes JSON Schema as it is in the newer field.
        const faults = json ? vsCode(json, declaration.name) : google(declaration.parameters ?? { type: 'OBJECT' }, declaration.name, maps);
        faults.push(...Object.keys(given).filter((name) => !(name in kept)).map((name) => `${name} is lost`));
        if (!/^[a-zA-Z_][\w.:-]{0,63}$/.test(declaration.name)) {
            faults.push('name');
        }
        return { name: declaration.name, faults, maps };
    });
}

function google(schema, where, maps, root = true) {
    const faults = [];
    const unknown = Object.keys(schema).filter((key) => !GOOGLE.has(key));
    if (unknown.length > 0) {
        faults.push(`${where}: unknown fields ${unknown}`);
    }
    if (schema.anyOf) {
        faults.push(`${where}: several types (LangChain, n8n and older models are refused)`);
    } else if (typeof schema.type !== 'string' || !GOOGLE_TYPES.has(schema.type.toUpperCase())) {
        faults.push(`${where}: type ${JSON.stringify(schema.type)}`);
    }
    const type = String(schema.type).toUpperCase();
    if (type === 'ARRAY' && !schema.items) {
        faults.push(`${where}: items are missing`);
    }
    if (schema.enum && (type !== 'STRING' || schema.enum.some((value) => typeof value !== 'string' || value === ''))) {
        faults.push(`${where}: enum must be text`);
    }
    for (const name of schema.required ?? []) {
        if (!schema.properties || !(name in schema.properties)) {
            faults.push(`${where}: required ${name} is not a property`);
        }
    }
    if (!root && type === 'OBJECT' && Object.keys(schema.properties ?? {}).length === 0) {
        maps.push(where);
    }
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
        faults.push(...google(property, `${where}.${name}`, maps, false));
    }
    if (schema.items) {
        faults.push(...google(schema.items, `${where}[]`, maps, false));
    }
    return faults;
}

/** The function tools that agents would send to OpenAI. What cannot be strict is sent as it is, which OpenAI takes too. */
async function agents(list, address, strict) {
    const { mcpToFunctionTool, setTracingDisabled } = await load('openai-agents', '@openai/agents');
    setTracingDisabled?.(true);
    const server = { name: address, callTool: async () => [], listTools: async () => list };
    const warn = console.warn;
    console.warn = () => {};
    try {
        return list.map((tool) => {
            const made = mcpToFunctionTool(structuredClone(tool), server, strict);
            const faults = openAi(made.parameters, tool.name, made.strict);
            if (tool.name.length > 64 || (tool.description ?? '').length > 1024) {
                faults.push('name or description is too long');
            }
            const lost = strict && !made.strict;
            return { name: tool.name, faults, unconvertible: lost && 'not strict', maps: lost ? open(tool.inputSchema, tool.name) : [] };
        });
    } finally {
        console.warn = warn;
    }
}

function openAi(schema, where, strict, depth = 1) {
    const faults = [];
    if (strict && depth > 24) {
        faults.push(`${where}: too deep`);
    }
    for (const choice of schema.anyOf ?? []) {
        faults.push(...openAi(choice, where, strict, depth));
    }
    if (schema.type === 'array' && !schema.items) {
        faults.push(`${where}: items are missing`);
    }
    if (strict && schema.type === 'object') {
        const names = Object.keys(schema.properties ?? {});
        if (schema.additionalProperties !== false || names.some((name) => !schema.required?.includes(name))) {
            faults.push(`${where}: not strict`);
        }
    }
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
        faults.push(...openAi(property, `${where}.${name}`, strict, depth + 1));
    }
    return schema.items ? [...faults, ...openAi(schema.items, `${where}[]`, strict, depth + 1)] : faults;
}

/** Objects whose properties are not all named. */
function open(schema, where) {
    const here = schema.type === 'object' && schema.additionalProperties !== false ? [where] : [];
    const below = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => open(property, `${where}.${name}`));
    return [...here, ...below, ...(schema.items ? open(schema.items, `${where}[]`) : [])];
}

function anthropic({ name, inputSchema }) {
    const faults = [];
    if (!/^[\w-]{1,64}$/.test(name)) {
        faults.push('name');
    }
    if (inputSchema.type !== 'object' || ['oneOf', 'anyOf', 'allOf'].some((key) => key in inputSchema)) {
        faults.push('the top must be an object without alternatives');
    }
    const bad = Object.keys(inputSchema.properties ?? {}).filter((key) => !/^[\w.-]{1,64}$/.test(key));
    return bad.length > 0 ? [...faults, `names of properties: ${bad}`] : faults;
}

function vsCode(schema, where) {
    const faults = schema.type === 'array' && !schema.items ? [`${where}: array type must have items`] : [];
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
        faults.push(...vsCode(property, `${where}.${name}`));
    }
    return schema.items ? [...faults, ...vsCode(schema.items, `${where}[]`)] : faults;
}

function last(where) {
    return where.slice(where.lastIndexOf('.') + 1);
}

function load(folder, name) {
    const resolve = createRequire(path.join(tools, folder, 'x.js'));
    return import(pathToFileURL(resolve.resolve(name)));
}

async function listed(address) {
    const answer = await fetch(address, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' },
        body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}',
    });
    return (await answer.json()).result.tools;
}

/** The official server, for comparison; what it does decides nothing. */
async function official() {
    const folder = path.join(tools, 'official');
    if (!fs.existsSync(path.join(folder, 'node_modules', 'resend-mcp'))) {
        return;
    }
    try {
        const { MCPServerStdio, setTracingDisabled } = await load('openai-agents', '@openai/agents');
        setTracingDisabled?.(true);
        const { bin } = JSON.parse(fs.readFileSync(path.join(folder, 'node_modules', 'resend-mcp', 'package.json')));
        const main = typeof bin === 'string' ? bin : Object.values(bin)[0];
        const server = new MCPServerStdio({
            command: process.execPath,
            args: [path.join(folder, 'node_modules', 'resend-mcp', main)],
            env: { RESEND_API_KEY: 're_xxxxxxxx' },
        });
        await server.connect();
        const list = await server.listTools();
        await server.close();
        await report('official', list, 'official');
    } catch (error) {
        console.log(`SKIPPED: the official server does not run here: ${error.message}`);
    }
}
