// Calls every method of the official Node.js SDK against the simulated Resend, and checks each answer against the SDK's own types.
// Arguments: address of the simulator, folder with typescript, file of declarations.
import { Resend } from 'resend'
import { DeclaredTypes } from './sdk-types.mjs'
import { receiver } from './sdk-webhook.mjs'

const [baseUrl, typescript, declarations] = process.argv.slice(2)
const resend = new Resend('re_sandbox', { baseUrl })
const types = new DeclaredTypes(typescript, declarations, 'Resend')
const from = 'Ann <ann@sandbox.resend.dev>'
const differences = []
const called = new Set()
let calls = 0

/** Calls a method, checks the answer, and returns its data. */
async function call(path, ...args) {
    calls++
    called.add(path)
    const names = path.split('.')
    const holder = names.slice(0, -1).reduce((object, name) => object[name], resend)
    const { data, error } = await holder[names.at(-1)](...args)
    if (error) {
        differences.push(`${path}: ${error.name}: ${error.message}`)
        return {}
    }
    types.differences(data, types.answer(path)).forEach(each => differences.push(`${path}: ${each}`))
    return data
}

async function crud(path, payload, change, extra = {}) {
    const { id } = await call(`${path}.create`, payload)
    await call(`${path}.list`)
    await call(`${path}.get`, id)
    if (change) {
        await (extra.idInside ? call(`${path}.update`, { id, ...change }) : call(`${path}.update`, id, change))
    }
    await extra.more?.(id)
    await call(`${path}.remove`, id)
}

async function emails() {
    const mail = { from, to: 'delivered@resend.dev', subject: 'Hello', html: '<p>Hi</p>', tags: [{ name: 'a', value: 'b' }] }
    const { id } = await call('emails.send', { ...mail, attachments: [{ filename: 'a.txt', content: Buffer.from('hello') }] })
    await call('emails.create', mail, { idempotencyKey: 'sdk-check' })
    await call('emails.get', id)
    await call('emails.list', { limit: 2 })
    const { data: [attachment] } = await call('emails.attachments.list', { emailId: id })
    await call('emails.attachments.get', { emailId: id, id: attachment.id })
    const file = await fetch(attachment.download_url).then(answer => answer.text())
    if (file !== 'hello') {
        differences.push(`download_url leads to ${file}`)
    }
    const later = await call('emails.send', { ...mail, scheduledAt: 'in 1 hour' })
    await call('emails.update', { id: later.id, scheduledAt: new Date(Date.now() + 86_400_000).toISOString() })
    await call('emails.get', later.id)
    await call('emails.cancel', later.id)
    await call('emails.share', id, { expiresIn: '1h' })
    await call('emails.metrics', { dimensions: ['period', 'domain'] })
    await call('batch.send', [mail, mail], { batchValidation: 'permissive' })
    await call('batch.create', [mail, { ...mail, to: 'nobody' }], { batchValidation: 'permissive' })
    await call('emails.send', { ...mail, to: 'support@sandbox.resend.dev', subject: 'To the inbox' })
    const received = await call('emails.receiving.list')
    await call('emails.receiving.get', received.data[0].id)
    const chart = received.data.find(each => each.attachments.length > 0)
    const parts = await call('emails.receiving.attachments.list', { emailId: chart.id })
    await call('emails.receiving.attachments.get', { emailId: chart.id, id: parts.data[0].id })
    await call('emails.receiving.forward', { emailId: chart.id, to: 'delivered@resend.dev', from })
    await call('emails.receiving.forward', { emailId: chart.id, to: 'delivered@resend.dev', from, passthrough: false, text: 'See below' })
}

async function contacts() {
    await crud('contactProperties', { key: 'plan', type: 'string', fallbackValue: 'free' }, { fallbackValue: 'basic' }, {
        idInside: true,
        more: async () => {
            const segment = (await call('segments.create', { name: 'Readers' })).id
            const topic = (await call('topics.list')).data[0].id
            const { id } = await call('contacts.create', {
                email: 'ann@reader.test', firstName: 'Ann', properties: { plan: 'pro' }, segments: [{ id: segment }],
                topics: [{ id: topic, subscription: 'opt_in' }],
            })
            await call('contacts.get', id)
            await call('contacts.get', { email: 'ann@reader.test' })
            await call('contacts.list')
            await call('contacts.list', { segmentId: segment })
            await call('contacts.update', { id, lastName: 'Lee', properties: { plan: 'team' } })
            await call('contacts.topics.list', { id })
            await call('contacts.topics.update', { id, topics: [{ id: topic, subscription: 'opt_out' }] })
            await call('contacts.segments.list', { contactId: id })
            await call('contacts.segments.remove', { contactId: id, segmentId: segment })
            await call('contacts.segments.add', { email: 'ann@reader.test', segmentId: segment })
            await call('contacts.remove', id)
            const legacy = await call('contacts.create', { audienceId: segment, email: 'bob@reader.test' })
            await call('contacts.get', { audienceId: segment, id: legacy.id })
            await call('contacts.update', { audienceId: segment, id: legacy.id, unsubscribed: true })
            await call('contacts.remove', { audienceId: segment, id: legacy.id })
        },
    })
    const file = new Blob(['email,first_name\nzoe@reader.test,Zoe\n'], { type: 'text/csv' })
    const imported = await call('contacts.imports.create', { file, onConflict: 'upsert', columnMap: { email: 'email', firstName: 'first_name' } })
    await call('contacts.imports.get', imported.id)
    await call('contacts.imports.list')
    for (const path of ['segments', 'audiences']) {
        await crud(path, { name: 'S' }, { name: 'T' })
    }
    await crud('topics', { name: 'T', defaultSubscription: 'opt_in', description: 'd' }, { name: 'U' }, { idInside: true })
    await call('suppressions.add', { email: 'x@reader.test' })
    await call('suppressions.get', 'x@reader.test')
    await call('suppressions.list', { origin: 'manual' })
    await call('suppressions.remove', 'x@reader.test')
    await call('suppressions.batch.add', { emails: ['y@reader.test', 'z@reader.test'] })
    await call('suppressions.batch.remove', { emails: ['y@reader.test', 'z@reader.test'] })
}

async function domains() {
    await crud('domains', { name: 'mail.check.test', capabilities: { receiving: 'enabled' }, trackingSubdomain: 'links' }, { openTracking: true }, {
        idInside: true,
        more: async id => {
            await call('domains.verify', id)
            await call('domains.get', id)
            await call('domains.get', id)
        },
    })
    const claim = await call('domains.claims.create', { name: 'claimed.test' })
    await call('domains.claims.get', claim.domain_id)
    await call('domains.claims.verify', claim.domain_id)
    const key = await call('apiKeys.create', { name: 'k', permission: 'sending_access' })
    await call('apiKeys.list')
    await call('apiKeys.update', key.id, { name: 'l' })
    await call('apiKeys.remove', key.id)
    const { data: [grant] } = await call('oauthGrants.list')
    await call('oauthGrants.revoke', grant.id)
    await call('usage.get')
    const { data: [log] } = await call('logs.list')
    await call('logs.get', log.id)
}

async function campaigns() {
    await crud('templates', {
        name: 'Order', alias: 'order', from, subject: 'Order {{{NUMBER}}}', html: '<p>{{{NUMBER}}}</p>', variables: [{ key: 'NUMBER', type: 'string' }],
    }, { name: 'Orders' }, {
        more: async id => {
            await call('templates.publish', id)
            const { id: mail } = await call('emails.send', { to: 'delivered@resend.dev', template: { id: 'order', variables: { NUMBER: '7' } } })
            const { subject } = await call('emails.get', mail)
            if (subject !== 'Order 7') {
                differences.push(`templates: the subject is ${subject}`)
            }
            await call('templates.duplicate', id)
        },
    })
    const { data: [segment] } = await call('segments.list')
    await call('contacts.create', { email: 'eve@reader.test', segments: [{ id: segment.id }] })
    const draft = { name: 'News', segmentId: segment.id, from, subject: 'News', html: '<p>News</p>', topicId: null }
    await crud('broadcasts', draft, { subject: 'More news' }, { more: id => call('broadcasts.duplicate', id) })
    const later = await call('broadcasts.create', { ...draft, send: true, scheduledAt: 'in 1 hour' })
    await call('broadcasts.cancel', later.id)
    await call('broadcasts.send', later.id)
    for (const type of ['sent', 'delivered', 'bounced']) {
        await call('broadcasts.recipients', later.id, { type })
    }
    await call('broadcasts.clickedLinks', later.id)
    await crud('events', { name: 'order.paid', schema: { total: 'number' } }, { schema: null }, { more: automation })
}

async function automation() {
    const steps = [
        { key: 'start', type: 'trigger', config: { eventName: 'order.paid' } },
        { key: 'pause', type: 'delay', config: { duration: '1 hour' } },
    ]
    await crud('automations', { name: 'Paid', status: 'enabled', steps, connections: [{ from: 'start', to: 'pause' }] }, { name: 'Paid!' }, {
        more: async id => {
            await call('events.send', { event: 'order.paid', email: 'eve@reader.test', payload: { total: 1 } })
            const { data: [run] } = await call('automations.runs.list', { automationId: id })
            await call('automations.runs.get', { automationId: id, runId: run?.id })
            await call('automations.duplicate', id)
            await call('automations.stop', id)
        },
    })
}

async function inboxes() {
    await crud('inboxes', { emailAddress: 'help@sandbox.resend.dev', name: 'Help' }, { fromName: 'Help team' }, {
        more: async inboxId => {
            await call('inboxes.agent.get', { inboxId })
            await call('inboxes.agent.update', { inboxId, tone: 'concise_casual', actions: ['archive'] })
            const label = await call('inboxes.labels.create', { inboxId, name: 'vip', color: '#3366FF' })
            await call('inboxes.labels.list', { inboxId })
            await call('inboxes.labels.update', { inboxId, labelId: label.id, name: 'VIP' })
            await call('emails.send', { from, to: 'help@sandbox.resend.dev', subject: 'Question', text: 'Where?' })
            const { data: [thread] } = await call('inboxes.threads.list', { inboxId })
            const threadId = thread.id
            await call('inboxes.threads.search', { inboxId, query: 'Question' })
            await call('inboxes.threads.get', { inboxId, threadId })
            await call('inboxes.threads.update', { inboxId, threadId, read: true, folder: 'archive' })
            await call('inboxes.threads.labels.add', { inboxId, threadId, labels: [label.id] })
            await call('inboxes.threads.labels.set', { inboxId, threadId, labels: [label.id] })
            await call('inboxes.threads.labels.remove', { inboxId, threadId, labelId: label.id })
            const { data: [mail] } = await call('inboxes.threads.emails.list', { inboxId, threadId })
            await call('inboxes.threads.emails.get', { inboxId, threadId, emailId: mail.id })
            await call('inboxes.threads.emails.reply', { inboxId, threadId, emailId: mail.id, text: 'Here.' })
            await call('inboxes.threads.emails.forward', { inboxId, threadId, emailId: mail.id, to: 'delivered@resend.dev' })
            const draft = await call('inboxes.drafts.create', { inboxId, to: 'delivered@resend.dev', subject: 'Draft', text: 'd' })
            await call('inboxes.drafts.list', { inboxId })
            await call('inboxes.drafts.get', { inboxId, draftId: draft.id })
            await call('inboxes.drafts.update', { inboxId, draftId: draft.id, text: 'e' })
            await call('inboxes.drafts.send', { inboxId, draftId: draft.id })
            const other = await call('inboxes.drafts.create', { inboxId, text: 'x' })
            await call('inboxes.drafts.remove', { inboxId, draftId: other.id })
            await call('inboxes.labels.remove', { inboxId, labelId: label.id })
            await call('inboxes.threads.remove', { inboxId, threadId })
        },
    })
}

/** A webhook of this process, whose delivery the SDK verifies. */
async function webhooks() {
    const { endpoint, delivery, close } = await receiver()
    await crud('webhooks', { endpoint, events: ['email.sent'] }, { events: ['email.sent', 'email.bounced'] }, {
        more: async webhookId => {
            const { signing_secret: webhookSecret } = await call('webhooks.rotateSigningSecret', webhookId)
            await call('emails.send', { from, to: 'delivered@resend.dev', subject: 'Signed', text: 't' })
            const { body, headers } = await delivery
            const of = name => headers[`svix-${name}`]
            calls++
            called.add('webhooks.verify')
            const event = resend.webhooks.verify({ payload: body, webhookSecret, headers: { id: of('id'), timestamp: of('timestamp'), signature: of('signature') } })
            if (event.type !== 'email.sent' || event.data.subject !== 'Signed') {
                differences.push(`webhooks.verify: ${body}`)
            }
            const { data: [first] } = await call('webhooks.events.list', { webhookId })
            await call('webhooks.events.get', { webhookId, eventId: first.id })
            await call('webhooks.events.replay', { webhookId, eventId: first.id })
            await call('webhooks.events.attempts.list', { webhookId, eventId: first.id })
        },
    })
    close()
}

for (const group of [emails, contacts, domains, campaigns, inboxes, webhooks]) {
    try {
        await group()
    } catch (e) {
        differences.push(`${group.name}: ${e.stack}`)
    }
}
const generic = new Set(['get', 'post', 'put', 'patch', 'delete', 'fetchRequest'])
types.methods().filter(each => !called.has(each) && !generic.has(each)).forEach(each => differences.push(`${each} was not called`))
differences.forEach(each => console.error(each))
console.log(`Node.js SDK: ${calls} calls of ${called.size} methods, ${differences.length} differences`)
process.exitCode = differences.length > 0 ? 1 : 0
