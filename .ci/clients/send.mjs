// Sends one message with the AWS SDK and waits for its final event on Kafka, decoded with a registry client.
import {
  CreateConfigurationSetCommand,
  PinpointSMSVoiceV2Client,
  RequestPhoneNumberCommand,
  SendTextMessageCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { AvroDeserializer, SchemaRegistryClient, SerdeType } from '@confluentinc/schemaregistry';
import kafkajs from 'kafkajs';
import lz4 from 'lz4js';

const { CompressionCodecs, CompressionTypes, Kafka, logLevel } = kafkajs;

// kafkajs leaves this codec to its users.
CompressionCodecs[CompressionTypes.LZ4] = () => ({
  compress: async (encoder) => Buffer.from(lz4.compress(encoder.buffer)),
  decompress: async (buffer) => Buffer.from(lz4.decompress(buffer)),
});

const [endpoint, registryUrl, broker] = process.argv.slice(2);

const client = new PinpointSMSVoiceV2Client({
  endpoint,
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

const registry = new SchemaRegistryClient({ baseURLs: [registryUrl] });
const deserializer = new AvroDeserializer(registry, SerdeType.VALUE, {});
const consumer = new Kafka({ brokers: [broker], logLevel: logLevel.ERROR }).consumer({ groupId: 'node-client' });
await consumer.connect();
await consumer.subscribe({ topic: 'delivery-events', fromBeginning: true });
const deadline = setTimeout(() => {
  console.error('no final event for', MessageId);
  process.exit(1);
}, 60_000);
consumer.run({
  eachMessage: async ({ message }) => {
    const event = await deserializer.deserialize('delivery-events', message.value);
    if (event.messageId === MessageId && event.isFinal) {
      clearTimeout(deadline);
      if (event.eventType !== 'TEXT_DELIVERED' || event.messageEncoding !== 'Unicode') {
        console.error('unexpected event', event);
        process.exit(1);
      }
      console.log('delivered', MessageId);
      process.exit(0);
    }
  },
});
