// Subscribes to a topic with the AWS SDK, confirms, and checks what comes with the validator that subscribers of SNS use.
// The validator fetches certificates over HTTPS only, so there is a proxy with TLS in front of the API, as at every installation.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import * as sms from '@aws-sdk/client-pinpoint-sms-voice-v2';
import * as sns from '@aws-sdk/client-sns';
import MessageValidator from 'sns-validator';
import { config, messagesIn, requestNumber } from './system.mjs';

const { ENDPOINT, PUBLIC, TLS_KEY, TLS_CERTIFICATE } = process.env;
const topics = new sns.SNSClient(config('eu-west-2'));
const messages = messagesIn('eu-west-2');

const proxy = https.createServer({ key: readFileSync(TLS_KEY), cert: readFileSync(TLS_CERTIFICATE) }, (request, response) => {
  const to = http.request(ENDPOINT + request.url, { method: request.method, headers: request.headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  request.pipe(to);
});
proxy.listen(new URL(PUBLIC).port);

/** An endpoint that keeps what it gets until somebody asks for it. */
function endpoint() {
  const inbox = [];
  const waiting = [];
  const server = http.createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    response.end();
    const post = { headers: request.headers, body };
    waiting.length > 0 ? waiting.shift()(post) : inbox.push(post);
  });
  return { server, inbox, next: () => (inbox.length > 0 ? inbox.shift() : new Promise((got) => waiting.push(got))) };
}

const valid = (text) =>
  new Promise((done, refused) =>
    new MessageValidator(/^localhost:\d+$/).validate(text, (failure, message) => (failure ? refused(failure) : done(message))),
  );
const visit = (url) => new Promise((done, failed) => https.get(url, (answer) => done(answer.resume().statusCode)).on('error', failed));

const subscriber = endpoint();
await once(subscriber.server.listen(0, '127.0.0.1'), 'listening');
const Endpoint = `http://127.0.0.1:${subscriber.server.address().port}/hook`;

const { TopicArn } = await topics.send(new sns.CreateTopicCommand({ Name: 'node' }));
assert.equal(TopicArn, 'arn:aws:sns:eu-west-2:000000000000:node');
const { SubscriptionArn } = await topics.send(
  new sns.SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint, ReturnSubscriptionArn: true }),
);
const asked = await valid((await subscriber.next()).body);
assert.equal(asked.Type, 'SubscriptionConfirmation');
assert.equal(await visit(asked.SubscribeURL), 200);
const listed = await topics.send(new sns.ListSubscriptionsByTopicCommand({ TopicArn }));
assert.deepEqual(listed.Subscriptions, [{ SubscriptionArn, Owner: '000000000000', Protocol: 'http', Endpoint, TopicArn }]);

await messages.send(new sms.CreateConfigurationSetCommand({ ConfigurationSetName: 'node-topics' }));
await messages.send(
  new sms.CreateEventDestinationCommand({
    ConfigurationSetName: 'node-topics',
    EventDestinationName: 'topic',
    MatchingEventTypes: ['TEXT_DELIVERED'],
    SnsDestination: { TopicArn },
  }),
);
await requestNumber(messages);

/** Sends a message and gives its id. */
async function send(Context) {
  const answer = await messages.send(
    new sms.SendTextMessageCommand({
      DestinationPhoneNumber: '+14254147755',
      MessageBody: 'Hello',
      ConfigurationSetName: 'node-topics',
      Context,
    }),
  );
  return answer.MessageId;
}

const setTopic = (AttributeName, AttributeValue) =>
  topics.send(new sns.SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue }));
const setSubscription = (AttributeName, AttributeValue) =>
  topics.send(new sns.SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));

for (const version of ['1', '2']) {
  await setTopic('SignatureVersion', version);
  const messageId = await send({ name: 'Zoë' });
  const post = await subscriber.next();
  const message = await valid(post.body);
  assert.equal(message.SignatureVersion, version);
  assert.equal(post.headers['x-amz-sns-subscription-arn'], SubscriptionArn);
  assert.equal(JSON.parse(message.Message).messageId, messageId);
  assert.deepEqual(JSON.parse(message.Message).context, { name: 'Zoë' });
  await assert.rejects(valid(post.body.replace('TEXT_DELIVERED', 'TEXT_BLOCKED')), /signature is invalid/);
}

await setSubscription('FilterPolicy', JSON.stringify({ price: [{ numeric: ['<', 2] }] }));
const publish = (price) =>
  topics.send(
    new sns.PublishCommand({
      TopicArn,
      Subject: 'Offer',
      Message: 'Grüße',
      MessageAttributes: { price: { DataType: 'Number', StringValue: price } },
    }),
  );
await publish('2.50');
const { MessageId } = await publish('1.50');
const published = await valid((await subscriber.next()).body);
assert.equal(published.MessageId, MessageId);
assert.equal(published.Subject, 'Offer');
assert.equal(published.Message, 'Grüße');
assert.deepEqual(published.MessageAttributes, { price: { Type: 'Number', Value: '1.50' } });

await setSubscription('FilterPolicy', '{}');
const batch = (...PublishBatchRequestEntries) => topics.send(new sns.PublishBatchCommand({ TopicArn, PublishBatchRequestEntries }));
const forProtocols = { MessageStructure: 'json', Message: JSON.stringify({ default: 'all', http: 'Grüße' }) };
const both = await batch({ Id: 'a', ...forProtocols }, { Id: 'b', Message: '{}', MessageStructure: 'json' });
assert.deepEqual(
  both.Failed.map((each) => [each.Id, each.Code, each.SenderFault]),
  [['b', 'InvalidParameter', true]],
);
const told = await valid((await subscriber.next()).body);
assert.deepEqual(both.Successful, [{ Id: 'a', MessageId: told.MessageId }]);
assert.equal(told.Message, 'Grüße');
await topics.send(new sns.PublishCommand({ TargetArn: TopicArn, ...forProtocols }));
assert.equal((await valid((await subscriber.next()).body)).Message, 'Grüße');
const entry = (Id) => ({ Id, Message: 'x' });
const faults = { EmptyBatchRequestException: [], BatchEntryIdsNotDistinctException: [entry('a'), entry('a')] };
faults.TooManyEntriesInBatchRequestException = [...'abcdefghijk'].map(entry);
for (const [name, entries] of Object.entries(faults)) await assert.rejects(batch(...entries), { name });

await setSubscription('RawMessageDelivery', 'true');
await setSubscription('FilterPolicyScope', 'MessageBody');
await setSubscription('FilterPolicy', JSON.stringify({ context: { team: [{ prefix: 'r' }] } }));
await send({ team: 'blue' });
const wanted = await send({ team: 'red' });
const raw = await subscriber.next();
assert.equal(raw.headers['x-amz-sns-rawdelivery'], 'true');
assert.equal(JSON.parse(raw.body).messageId, wanted);

await assert.rejects(setSubscription('FilterPolicy', '{"a": 1}'), { name: 'InvalidParameterException' });
await assert.rejects(topics.send(new sns.CreateTopicCommand({ Name: 'node.fifo', Attributes: { FifoTopic: 'true' } })), {
  name: 'InvalidParameterException',
  message: /there are no FIFO topics/,
});
await assert.rejects(
  topics.send(new sns.GetTopicAttributesCommand({ TopicArn: 'arn:aws:sns:eu-west-2:000000000000:nowhere' })),
  { name: 'NotFoundException' },
);

await topics.send(new sns.UnsubscribeCommand({ SubscriptionArn }));
await topics.send(new sns.DeleteTopicCommand({ TopicArn }));
const left = await topics.send(new sns.ListTopicsCommand({}));
assert.ok(!(left.Topics ?? []).some((topic) => topic.TopicArn === TopicArn));
assert.equal(subscriber.inbox.length, 0);
subscriber.server.close();
proxy.close();
console.log('subscribers: passed');
process.exit(0);
