// Reads topics of the running system with clients from npm.
import { AvroDeserializer, SchemaRegistryClient, SerdeType } from '@confluentinc/schemaregistry';
import kafkajs from 'kafkajs';
import lz4 from 'lz4js';

const { CompressionCodecs, CompressionTypes, Kafka, logLevel } = kafkajs;

// kafkajs leaves this codec to its users.
CompressionCodecs[CompressionTypes.LZ4] = () => ({
  compress: async (encoder) => Buffer.from(lz4.compress(encoder.buffer)),
  decompress: async (buffer) => Buffer.from(lz4.decompress(buffer)),
});

const registry = new SchemaRegistryClient({ baseURLs: [process.env.REGISTRY] });
const deserializer = new AvroDeserializer(registry, SerdeType.VALUE, {});

/** The first record of a topic that matches, from its beginning on; rejects when there is none within a minute. */
export async function first(topic, matches) {
  const kafka = new Kafka({ brokers: [process.env.KAFKA], logLevel: logLevel.ERROR });
  const consumer = kafka.consumer({ groupId: `node-client-${topic}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  let deadline;
  try {
    return await new Promise((resolve, reject) => {
      deadline = setTimeout(() => reject(new Error(`nothing in ${topic} matches`)), 60_000);
      consumer.run({
        eachMessage: async ({ message }) => {
          const record = await deserializer.deserialize(topic, message.value);
          if (matches(record)) {
            resolve(record);
          }
        },
      });
    });
  } finally {
    clearTimeout(deadline);
    await consumer.disconnect();
  }
}
