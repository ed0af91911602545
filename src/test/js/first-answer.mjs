// Measures processes over standard input and output from their start to the answer to tools/list: seconds on the clock, CPU seconds
// of all threads, and resident memory then and a few seconds later, when all is loaded. Prints medians and how they compare with
// the last variant. Judges nothing, since machines differ. Needs Linux.
// Arguments: number of runs, then for each variant its name, the number of its arguments, and its command line.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import readline from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const [runs, ...rest] = process.argv.slice(2);
const SETTLED_MS = 8000;
const TICKS = 100;
const HANDSHAKE = [
    {
        jsonrpc: '2.0',
        id: 1,
        method: 'initialize',
        params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'first-answer', version: '1' } },
    },
    { jsonrpc: '2.0', method: 'notifications/initialized' },
    { jsonrpc: '2.0', id: 2, method: 'tools/list' },
];
const variants = [];
while (rest.length > 0) {
    const [name, count] = rest.splice(0, 2);
    variants.push({ name, command: rest.splice(0, Number(count)), measured: [] });
}

for (let run = 0; run < Number(runs); run++) {
    for (const variant of variants) {
        variant.measured.push(await measure(variant.command));
    }
}
const official = variants.at(-1);
for (const variant of variants) {
    const ratio = (what) => (median(variant, what) / median(official, what)).toFixed(2);
    console.log(
        `${variant.name.padEnd(28)} wall ${median(variant, 'wall').toFixed(2)} s (x${ratio('wall')})` +
            `  CPU ${median(variant, 'cpu').toFixed(2)} s (x${ratio('cpu')})` +
            `  memory ${Math.round(median(variant, 'answered'))} MB (x${ratio('answered')})` +
            `, loaded ${Math.round(median(variant, 'settled'))} MB (x${ratio('settled')})` +
            `  tools ${median(variant, 'tools')}`,
    );
}

async function measure([command, ...args]) {
    const begin = performance.now();
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    const lines = readline.createInterface({ input: child.stdout });
    child.stdin.write(HANDSHAKE.map((message) => JSON.stringify(message) + '\n').join(''));
    for await (const line of lines) {
        const answer = JSON.parse(line);
        if (answer.id === 2) {
            const wall = (performance.now() - begin) / 1000;
            const cpu = cpuSeconds(child.pid);
            const answered = megabytes(child.pid);
            await sleep(SETTLED_MS);
            const settled = megabytes(child.pid);
            child.stdin.end();
            await new Promise((ended) => (child.exitCode === null ? child.once('exit', ended) : ended()));
            return { wall, cpu, answered, settled, tools: answer.result.tools.length };
        }
    }
    throw new Error(`${command} ended without an answer`);
}

function cpuSeconds(pid) {
    const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /, '').split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

function megabytes(pid) {
    return Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1000;
}

function median({ measured }, what) {
    const sorted = measured.map((one) => one[what]).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
}
