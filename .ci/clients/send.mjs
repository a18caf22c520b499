// Sends one message with the AWS SDK and waits for its final event on Kafka, decoded with a registry client.
import assert from 'node:assert/strict';
import { CreateConfigurationSetCommand, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { first } from './kafka.mjs';
import { messagesIn, requestNumber } from './system.mjs';

const client = messagesIn('eu-central-1');
const number = await requestNumber(client);
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
