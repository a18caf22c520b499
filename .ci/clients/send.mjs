// Sends one message with the AWS SDK and waits for its final event on Kafka, decoded with a registry client.
import assert from 'node:assert/strict';
import {
  CreateConfigurationSetCommand,
  PinpointSMSVoiceV2Client,
  RequestPhoneNumberCommand,
  SendTextMessageCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { first } from './kafka.mjs';

const client = new PinpointSMSVoiceV2Client({
  endpoint: process.env.ENDPOINT,
  region: 'eu-central-1',
  credentials: { accessKeyId: 'posthorn', secretAccessKey: 'posthorn-secret' },
});
const number = await client.send(
  new RequestPhoneNumberCommand({
    IsoCountryCode: 'US',
    MessageType: 'TRANSACTIONAL',
    NumberCapabilities: ['SMS'],
    NumberType: 'SIMULATOR',
  }),
);
await client.send(new CreateConfigurationSetCommand({ ConfigurationSetName: 'node' }));
const { MessageId } = await client.send(
  new SendTextMessageCommand({
    DestinationPhoneNumber: '+14254147755',
    OriginationIdentity: number.PhoneNumberId,
    MessageBody: 'Grüße, мир 👋',
    ConfigurationSetName: 'node',
    Context: { client: 'node' },
  }),
);

const event = await first('delivery-events', (each) => each.messageId === MessageId && each.isFinal);
assert.equal(event.eventType, 'TEXT_DELIVERED');
assert.equal(event.messageEncoding, 'Unicode');
console.log('delivered', MessageId);
