// The running system as its users have it: clients of its API, and its operator.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { PinpointSMSVoiceV2Client, RequestPhoneNumberCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';

const { ENDPOINT, OPERATOR, DATA } = process.env;

/** What a client of any of its APIs is made with: each call once, so that every answer is seen. */
export const config = (region, accessKeyId = 'posthorn', secretAccessKey = 'posthorn-secret', sessionToken = undefined) => ({
  endpoint: ENDPOINT,
  region,
  credentials: { accessKeyId, secretAccessKey, sessionToken },
  maxAttempts: 1,
});

/** A client for messages. */
export const messagesIn = (region, ...key) => new PinpointSMSVoiceV2Client(config(region, ...key));

/** A number of the United States for text messages. */
export const requestNumber = (client, NumberType = 'SIMULATOR') =>
  client.send(
    new RequestPhoneNumberCommand({ IsoCountryCode: 'US', MessageType: 'TRANSACTIONAL', NumberCapabilities: ['SMS'], NumberType }),
  );

/** Asks the operator's API for something that has to succeed. */
export async function operate(method, path, type, body) {
  const token = readFileSync(`${DATA}/operator/token`, 'utf8').trim();
  const answer = await fetch(`${OPERATOR}${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': type },
    body,
  });
  const text = await answer.text();
  assert.ok(answer.ok, text);
  return text;
}
