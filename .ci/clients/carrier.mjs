// Plays a carrier with the npm package smpp: takes a long message part by part, tells of each that it arrived, and is told so.
import assert from 'node:assert/strict';
import { CreateConfigurationSetCommand, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import smpp from 'smpp';
import { first } from './kafka.mjs';
import { messagesIn, operate, requestNumber } from './system.mjs';

const parts = [];
const server = smpp.createServer((session) => {
  session.on('error', () => {});
  session.on('bind_transceiver', (pdu) => session.send(pdu.response({ system_id: 'npm' })));
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu) => session.send(pdu.response()));
  session.on('submit_sm', (pdu) => {
    parts.push(pdu);
    const id = parts.length;
    // The answer in hexadecimal, the receipt in decimal and before the answer: as unkind as carriers are.
    session.deliver_sm({
      source_addr: pdu.destination_addr,
      destination_addr: pdu.source_addr,
      esm_class: smpp.ESM_CLASS.MC_DELIVERY_RECEIPT,
      short_message: `id:${id + 255} sub:001 dlvrd:001 submit date:2603011200 done date:2603011201 stat:DELIVRD err:000 text:`,
    });
    setTimeout(() => session.send(pdu.response({ message_id: (id + 255).toString(16).toUpperCase() })), 20);
  });
});
await new Promise((listening) => server.listen(Number(process.env.SMSC_PORT), '127.0.0.1', listening));

await operate(
  'PUT',
  '/numbers.csv',
  'text/csv',
  'phoneNumber,isoCountryCode,numberType,numberCapabilities,carrier,partsPerSecond,monthlyLeasingPrice\n+12125550177,US,LONG_CODE,SMS,npm,20,1.00\n',
);
const client = messagesIn('eu-central-1');
const number = await requestNumber(client, 'LONG_CODE');
const body = '👨‍👩‍👧 Grüße, мир! '.repeat(40).slice(0, 600).trim();
await client.send(new CreateConfigurationSetCommand({ ConfigurationSetName: 'carrier' }));
const { MessageId } = await client.send(
  new SendTextMessageCommand({
    DestinationPhoneNumber: '+14254147799',
    OriginationIdentity: number.PhoneNumberId,
    MessageBody: body,
    ConfigurationSetName: 'carrier',
  }),
);
const event = await first('delivery-events', (each) => each.messageId === MessageId && each.isFinal);
assert.equal(event.eventType, 'TEXT_DELIVERED');
assert.ok(parts.length >= 9, `${parts.length} parts`);
assert.ok(parts.every((part) => part.registered_delivery === 1));
const place = (part) => part.short_message.udh[0][part.short_message.udh[0].length - 1];
const joined = parts
  .toSorted((a, b) => place(a) - place(b))
  .map((part) => part.short_message.message)
  .join('');
assert.equal(joined, body);
console.log('handed over in', parts.length, 'parts, and delivered', MessageId);
process.exit(0);
