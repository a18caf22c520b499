// Delivery streams write Parquet into the directory and into an S3-compatible store that is down at first; DuckDB reads both.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  CreateConfigurationSetCommand,
  CreateEventDestinationCommand,
  SendTextMessageCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { DuckDBInstance } from '@duckdb/node-api';
import S3rver from 's3rver';
import { messagesIn, requestNumber } from './system.mjs';

const MESSAGES = 20;
const EVENTS_EACH = 3;
const client = messagesIn('us-east-1');
const number = await requestNumber(client);
await client.send(new CreateConfigurationSetCommand({ ConfigurationSetName: 'columns' }));
for (const stream of ['directory-columns', 'bucket-columns']) {
  await client.send(
    new CreateEventDestinationCommand({
      ConfigurationSetName: 'columns',
      EventDestinationName: stream,
      MatchingEventTypes: ['ALL'],
      KinesisFirehoseDestination: {
        IamRoleArn: 'arn:aws:iam::000000000000:role/posthorn',
        DeliveryStreamArn: `arn:aws:firehose:us-east-1:000000000000:deliverystream/${stream}`,
      },
    }),
  );
}
const sent = [];
for (let i = 0; i < MESSAGES; i++) {
  const { MessageId } = await client.send(
    new SendTextMessageCommand({
      DestinationPhoneNumber: '+14254147755',
      OriginationIdentity: number.PhoneNumberId,
      MessageBody: 'Hello',
      ConfigurationSetName: 'columns',
      Context: { order: String(i) },
    }),
  );
  sent.push(MessageId);
}

async function files(directory, ending) {
  const found = await readdir(directory, { recursive: true }).catch(() => []);
  return found.filter((file) => file.endsWith(ending) && !basename(file).startsWith('.')).map((file) => join(directory, file));
}

const connection = await (await DuckDBInstance.create(':memory:')).connect();

/** All rows of the files of a directory, once they are as many as the events. */
async function rows(directory, ending) {
  for (const end = Date.now() + 60_000; Date.now() < end; await setTimeout(500)) {
    const objects = await files(directory, ending);
    if (objects.length > 0) {
      const list = objects.map((file) => `'${file}'`).join(', ');
      const result = await connection.runAndReadAll(
        `select messageId, eventType, isFinal, totalMessageParts, totalMessagePrice::varchar as price,
            context['order'] as "order", epoch_ms(eventTimestamp)::bigint as happened
         from read_parquet([${list}]) order by messageId, happened`,
      );
      const found = result.getRowObjectsJson();
      if (found.length >= MESSAGES * EVENTS_EACH) {
        return found;
      }
    }
  }
  throw new Error(`not all events are in ${directory}`);
}

function check(found) {
  assert.equal(found.length, MESSAGES * EVENTS_EACH);
  for (const [i, id] of sent.entries()) {
    const events = found.filter((row) => row.messageId === id);
    assert.deepEqual(events.map((row) => row.eventType).sort(), ['TEXT_DELIVERED', 'TEXT_PENDING', 'TEXT_SUCCESSFUL']);
    assert.ok(events.every((row) => row.order === String(i) && row.totalMessageParts === 1));
    assert.match(events[0].price, /^0\.\d{8}$/);
    assert.ok(Math.abs(Number(events[0].happened) - Date.now()) < 600_000);
  }
}

check(await rows(join(process.env.DATA, 'delivery-streams'), '.parquet'));
const store = new URL(process.env.STORE);
const directory = join(process.env.DATA, 's3');
const server = new S3rver({
  port: Number(store.port),
  address: store.hostname,
  silent: true,
  directory,
  configureBuckets: [{ name: 'events' }],
});
await server.run();
try {
  // The way this server keeps its objects.
  check(await rows(directory, '.parquet._S3rver_object'));
} finally {
  await server.close();
}
console.log('read', MESSAGES * EVENTS_EACH, 'events with DuckDB, twice');
