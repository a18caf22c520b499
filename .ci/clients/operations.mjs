// Calls every operation of the service's user guide with the AWS SDK, as it should be and as it should not.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as sdk from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { first } from './kafka.mjs';
import { messagesIn, operate } from './system.mjs';

const { MODEL } = process.env;
const SUCCESS = '+14254147755';
const TOPIC = 'arn:aws:sns:eu-west-2:000000000000:topic';
const LOG = {
  IamRoleArn: 'arn:aws:iam::000000000000:role/posthorn',
  LogGroupArn: 'arn:aws:logs:eu-west-2:000000000000:log-group:node',
};

const client = messagesIn('eu-west-2');
const answered = new Set();
const refused = new Set();

/** Calls an operation that has to succeed, and gives its answer. */
async function good(operation, input = {}) {
  const answer = await client.send(new sdk[`${operation}Command`](input));
  answered.add(operation);
  return answer;
}

/** Calls an operation that has to fail with an error of the API's own, which has those members. */
async function bad(operation, input, error, members, caller = client) {
  const failure = await caller.send(new sdk[`${operation}Command`](input)).then(
    () => assert.fail(`${operation} was not refused`),
    (thrown) => thrown,
  );
  assert.ok(failure instanceof sdk[error], `${operation}: ${failure}`);
  assert.equal(failure.name, error);
  for (const [name, value] of Object.entries(members)) {
    assert.equal(failure[name], value, `${operation}: ${name} of ${failure}`);
  }
  refused.add(operation);
  return failure;
}

/** A wrong member is named in the text and among the fields. */
async function invalid(operation, input, reason, member) {
  const failure = await bad(operation, input, 'ValidationException', { Reason: reason });
  assert.ok(failure.message.includes(member), `${operation}: ${failure.message}`);
  assert.ok(failure.Fields.some((field) => field.Name.startsWith(member)), `${operation}: ${JSON.stringify(failure.Fields)}`);
}

const missing = (operation, member) => invalid(operation, {}, 'FIELD_VALIDATION_FAILED', member);
const conflict = (operation, input, reason) => bad(operation, input, 'ConflictException', { Reason: reason });
const notFound = (operation, input, type) => bad(operation, input, 'ResourceNotFoundException', { ResourceType: type });

// A paginator writes into the input it is given.
async function pages(paginate, input, member) {
  const all = [];
  for await (const page of paginate({ client, pageSize: 1 }, { ...input })) {
    all.push(...page[member]);
  }
  return all;
}

// Numbers and pools.
const simulator = { IsoCountryCode: 'US', MessageType: 'TRANSACTIONAL', NumberType: 'SIMULATOR' };
const everything = { ...simulator, NumberCapabilities: ['SMS', 'MMS', 'VOICE'] };
const { PhoneNumberId: number, PhoneNumberArn: numberArn } = await good('RequestPhoneNumber', everything);
const { PhoneNumberId: spare } = await good('RequestPhoneNumber', everything);
await invalid('RequestPhoneNumber', { ...everything, NumberType: 'PAGER' }, 'FIELD_VALIDATION_FAILED', 'NumberType');
assert.equal((await pages(sdk.paginateDescribePhoneNumbers, {}, 'PhoneNumbers')).length, 2);
await good('DescribePhoneNumbers', { PhoneNumberIds: [numberArn] });
await notFound('DescribePhoneNumbers', { PhoneNumberIds: ['phone-nowhere'] }, 'phone-number');
assert.equal(
  (await good('UpdatePhoneNumber', { PhoneNumberId: number, TwoWayEnabled: true, TwoWayChannelArn: TOPIC })).TwoWayChannelArn,
  TOPIC,
);
await invalid('UpdatePhoneNumber', { PhoneNumberId: spare, TwoWayEnabled: true }, 'TWO_WAY_CHANNEL_NOT_PRESENT', 'TwoWayChannelArn');
await good('UpdatePhoneNumber', { PhoneNumberId: number, TwoWayEnabled: false });
const { PoolId: pool, PoolArn: poolArn } = await good('CreatePool', {
  OriginationIdentity: number,
  IsoCountryCode: 'US',
  MessageType: 'TRANSACTIONAL',
});
await invalid('CreatePool', { OriginationIdentity: spare, MessageType: 'LETTER' }, 'FIELD_VALIDATION_FAILED', 'MessageType');
assert.equal((await good('DescribePools', { Filters: [{ Name: 'status', Values: ['ACTIVE'] }] })).Pools[0].PoolArn, poolArn);
await invalid('DescribePools', { MaxResults: 101 }, 'FIELD_VALIDATION_FAILED', 'MaxResults');
assert.equal((await good('UpdatePool', { PoolId: pool, SharedRoutesEnabled: true })).SharedRoutesEnabled, true);
await notFound('UpdatePool', { PoolId: pool, OptOutListName: 'none' }, 'opt-out-list');
const membership = { PoolId: pool, OriginationIdentity: spare, IsoCountryCode: 'US' };
await good('AssociateOriginationIdentity', membership);
await conflict('AssociateOriginationIdentity', membership, 'PHONE_NUMBER_ASSOCIATED_TO_POOL');
assert.equal((await good('ListPoolOriginationIdentities', { PoolId: pool })).OriginationIdentities.length, 2);
await notFound('ListPoolOriginationIdentities', { PoolId: 'pool-nowhere' }, 'pool');
await good('DisassociateOriginationIdentity', membership);
await conflict('DisassociateOriginationIdentity', { ...membership, OriginationIdentity: number }, 'LAST_PHONE_NUMBER');
await conflict('ReleasePhoneNumber', { PhoneNumberId: number }, 'PHONE_NUMBER_ASSOCIATED_TO_POOL');
await good('ReleasePhoneNumber', { PhoneNumberId: spare });

// Keywords.
const join = { OriginationIdentity: pool, Keyword: 'JOIN', KeywordMessage: 'Welcome', KeywordAction: 'OPT_IN' };
await good('PutKeyword', join);
await invalid('PutKeyword', { ...join, KeywordMessage: '' }, 'FIELD_VALIDATION_FAILED', 'KeywordMessage');
assert.equal((await good('DescribeKeywords', { OriginationIdentity: pool, Keywords: ['JOIN'] })).Keywords.length, 1);
await notFound('DescribeKeywords', { OriginationIdentity: pool, Keywords: ['LEAVE'] }, 'keyword');
await good('DeleteKeyword', { OriginationIdentity: pool, Keyword: 'JOIN' });
await conflict('DeleteKeyword', { OriginationIdentity: pool, Keyword: 'STOP' }, 'RESOURCE_DELETION_NOT_ALLOWED');

// Tags.
await good('TagResource', { ResourceArn: poolArn, Tags: [{ Key: 'team', Value: 'red' }] });
await invalid('TagResource', { ResourceArn: poolArn, Tags: [{ Key: 'team' }] }, 'FIELD_VALIDATION_FAILED', 'Tags');
assert.deepEqual((await good('ListTagsForResource', { ResourceArn: poolArn })).Tags, [{ Key: 'team', Value: 'red' }]);
await missing('ListTagsForResource', 'ResourceArn');
await good('UntagResource', { ResourceArn: poolArn, TagKeys: ['team'] });
await notFound('UntagResource', { ResourceArn: poolArn.replace(pool, 'pool-nowhere'), TagKeys: ['team'] }, 'pool');

// Sender ids.
const name = { SenderId: 'NODE', IsoCountryCode: 'GB' };
await good('RequestSenderId', { ...name, MessageTypes: ['TRANSACTIONAL'] });
await conflict('RequestSenderId', name, 'RESOURCE_ALREADY_EXISTS');
assert.equal((await good('DescribeSenderIds', { SenderIds: [name] })).SenderIds[0].SenderId, 'NODE');
await notFound('DescribeSenderIds', { SenderIds: [{ ...name, SenderId: 'NOBODY' }] }, 'sender-id');
await good('UpdateSenderId', { ...name, DeletionProtectionEnabled: true });
await missing('UpdateSenderId', 'SenderId');
await conflict('ReleaseSenderId', name, 'DELETION_PROTECTION_ENABLED');
await good('UpdateSenderId', { ...name, DeletionProtectionEnabled: false });
await good('ReleaseSenderId', name);

// Opt-outs.
const list = { OptOutListName: 'weekly' };
await good('CreateOptOutList', { ...list, ClientToken: 'weekly-1' });
await good('CreateOptOutList', { ...list, ClientToken: 'weekly-1' });
await conflict('CreateOptOutList', list, 'RESOURCE_ALREADY_EXISTS');
assert.equal((await pages(sdk.paginateDescribeOptOutLists, {}, 'OptOutLists')).length, 2);
await good('DescribeOptOutLists', { OptOutListNames: ['weekly'] });
await invalid('DescribeOptOutLists', { NextToken: 'nonsense' }, 'INVALID_NEXT_TOKEN', 'NextToken');
const opted = { ...list, OptedOutNumber: '+12065550123' };
assert.equal((await good('PutOptedOutNumber', opted)).EndUserOptedOut, false);
await invalid('PutOptedOutNumber', { ...list, OptedOutNumber: '(206) 555-0123' }, 'FIELD_VALIDATION_FAILED', 'OptedOutNumber');
assert.equal((await good('DescribeOptedOutNumbers', list)).OptedOutNumbers.length, 1);
await notFound('DescribeOptedOutNumbers', { OptOutListName: 'none' }, 'opt-out-list');
await good('DeleteOptedOutNumber', opted);
await notFound('DeleteOptedOutNumber', opted, 'opted-out-number');
await good('DeleteOptOutList', list);
await conflict('DeleteOptOutList', { OptOutListName: 'Default' }, 'RESOURCE_DELETION_NOT_ALLOWED');

// Configuration sets and event destinations.
const set = { ConfigurationSetName: 'node' };
await good('CreateConfigurationSet', set);
await invalid('CreateConfigurationSet', { ConfigurationSetName: 'no spaces' }, 'FIELD_VALIDATION_FAILED', 'ConfigurationSetName');
await good('SetDefaultMessageType', { ...set, MessageType: 'PROMOTIONAL' });
await invalid('SetDefaultMessageType', { ...set, MessageType: 'LETTER' }, 'FIELD_VALIDATION_FAILED', 'MessageType');
await good('SetDefaultSenderId', { ...set, SenderId: 'NODE' });
await invalid('SetDefaultSenderId', { ...set, SenderId: 'longer than eleven' }, 'FIELD_VALIDATION_FAILED', 'SenderId');
assert.equal((await good('DescribeConfigurationSets', { ConfigurationSetNames: ['node'] })).ConfigurationSets[0].DefaultSenderId, 'NODE');
await invalid(
  'DescribeConfigurationSets',
  { Filters: [{ Name: 'colour', Values: ['red'] }] },
  'FIELD_VALIDATION_FAILED',
  'Filters',
);
await good('DeleteDefaultMessageType', set);
await missing('DeleteDefaultMessageType', 'ConfigurationSetName');
await good('DeleteDefaultSenderId', set);
await notFound('DeleteDefaultSenderId', { ConfigurationSetName: 'none' }, 'configuration-set');
const destination = { ...set, EventDestinationName: 'log' };
await good('CreateEventDestination', { ...destination, MatchingEventTypes: ['ALL'], CloudWatchLogsDestination: LOG });
await invalid(
  'CreateEventDestination',
  { ...destination, MatchingEventTypes: [], SnsDestination: { TopicArn: TOPIC } },
  'FIELD_VALIDATION_FAILED',
  'MatchingEventTypes',
);
assert.equal((await good('UpdateEventDestination', { ...destination, Enabled: false })).EventDestination.Enabled, false);
await conflict('UpdateEventDestination', { ...destination, SnsDestination: { TopicArn: TOPIC } }, 'EVENT_DESTINATION_MISMATCH');
await good('DeleteEventDestination', destination);
await notFound('DeleteEventDestination', destination, 'event-destination');

// Protect configurations.
const { ProtectConfigurationId: protect } = await good('CreateProtectConfiguration', { DeletionProtectionEnabled: true });
const guard = { ProtectConfigurationId: protect };
await invalid('CreateProtectConfiguration', { Tags: [{ Key: '', Value: 'x' }] }, 'FIELD_VALIDATION_FAILED', 'Tags');
await good('UpdateProtectConfigurationCountryRuleSet', {
  ...guard,
  NumberCapability: 'SMS',
  CountryRuleSetUpdates: { CU: { ProtectStatus: 'BLOCK' } },
});
await invalid(
  'UpdateProtectConfigurationCountryRuleSet',
  { ...guard, NumberCapability: 'SMS', CountryRuleSetUpdates: { CU: { ProtectStatus: 'MAYBE' } } },
  'FIELD_VALIDATION_FAILED',
  'CountryRuleSetUpdates',
);
assert.equal(
  (await good('GetProtectConfigurationCountryRuleSet', { ...guard, NumberCapability: 'SMS' })).CountryRuleSet.CU.ProtectStatus,
  'BLOCK',
);
await missing('GetProtectConfigurationCountryRuleSet', 'NumberCapability');
await good('AssociateProtectConfiguration', { ...guard, ...set });
await notFound('AssociateProtectConfiguration', { ...guard, ConfigurationSetName: 'none' }, 'configuration-set');
await good('SetAccountDefaultProtectConfiguration', guard);
await notFound('SetAccountDefaultProtectConfiguration', { ProtectConfigurationId: 'protect-nowhere' }, 'protect-configuration');
assert.equal((await good('DescribeProtectConfigurations')).ProtectConfigurations[0].AccountDefault, true);
await notFound('DescribeProtectConfigurations', { ProtectConfigurationIds: ['protect-nowhere'] }, 'protect-configuration');
await conflict('DeleteProtectConfiguration', guard, 'DELETION_PROTECTION_ENABLED');
await good('UpdateProtectConfiguration', { ...guard, DeletionProtectionEnabled: false });
await missing('UpdateProtectConfiguration', 'ProtectConfigurationId');
await good('DeleteAccountDefaultProtectConfiguration');
await notFound('DeleteAccountDefaultProtectConfiguration', {}, 'protect-configuration');
await good('DisassociateProtectConfiguration', { ...guard, ...set });
await conflict('DisassociateProtectConfiguration', { ...guard, ...set }, 'PROTECT_CONFIGURATION_NOT_ASSOCIATED_WITH_CONFIGURATION_SET');
await good('DeleteProtectConfiguration', guard);
await good('DeleteConfigurationSet', set);
await notFound('DeleteConfigurationSet', set, 'configuration-set');

// Sends.
const message = { DestinationPhoneNumber: SUCCESS, OriginationIdentity: pool, MessageBody: 'Hello', TimeToLive: 60 };
for (const operation of ['SendTextMessage', 'SendVoiceMessage']) {
  assert.match((await good(operation, message)).MessageId, /^[0-9a-f-]{36}$/);
  await missing(operation, 'DestinationPhoneNumber');
}
const media = { ...message, MediaUrls: ['s3://bucket/picture.png'] };
assert.match((await good('SendMediaMessage', media)).MessageId, /^[0-9a-f-]{36}$/);
await invalid('SendMediaMessage', { ...media, MediaUrls: ['https://elsewhere/picture.png'] }, 'FIELD_VALIDATION_FAILED', 'MediaUrls');

// Verified destinations.
const { VerifiedDestinationNumberId: verified } = await good('CreateVerifiedDestinationNumber', {
  DestinationPhoneNumber: SUCCESS,
});
await conflict('CreateVerifiedDestinationNumber', { DestinationPhoneNumber: SUCCESS }, 'RESOURCE_ALREADY_EXISTS');
const { MessageId: codeId } = await good('SendDestinationNumberVerificationCode', {
  VerifiedDestinationNumberId: verified,
  VerificationChannel: 'TEXT',
});
await missing('SendDestinationNumberVerificationCode', 'VerificationChannel');
await bad('VerifyDestinationNumber', { VerifiedDestinationNumberId: verified, VerificationCode: 'x' }, 'ValidationException', {
  Reason: 'VERIFICATION_CODE_MISMATCH',
});
// What the handset shows.
const { messageBody } = await first('send-requests', (request) => request.messageId === codeId);
await good('VerifyDestinationNumber', {
  VerifiedDestinationNumberId: verified,
  VerificationCode: messageBody.match(/[0-9]{6}/)[0],
});
assert.equal((await good('DescribeVerifiedDestinationNumbers')).VerifiedDestinationNumbers[0].Status, 'VERIFIED');
await invalid(
  'DescribeVerifiedDestinationNumbers',
  { DestinationPhoneNumbers: ['nobody'] },
  'FIELD_VALIDATION_FAILED',
  'DestinationPhoneNumbers',
);
await good('DeleteVerifiedDestinationNumber', { VerifiedDestinationNumberId: verified });
await notFound('DeleteVerifiedDestinationNumber', { VerifiedDestinationNumberId: verified }, 'verified-destination-number');

// Registrations.
const type = 'US_TEN_DLC_BRAND_REGISTRATION';
assert.ok((await pages(sdk.paginateDescribeRegistrationTypeDefinitions, {}, 'RegistrationTypeDefinitions')).length > 1);
await good('DescribeRegistrationTypeDefinitions', { RegistrationTypes: [type] });
await invalid('DescribeRegistrationTypeDefinitions', { RegistrationTypes: ['MOON'] }, 'UNKNOWN_REGISTRATION_TYPE', 'RegistrationTypes');
await good('DescribeRegistrationSectionDefinitions', { RegistrationType: type });
await missing('DescribeRegistrationSectionDefinitions', 'RegistrationType');
const { RegistrationFieldDefinitions: fields } = await good('DescribeRegistrationFieldDefinitions', {
  RegistrationType: type,
  MaxResults: 100,
});
await missing('DescribeRegistrationFieldDefinitions', 'RegistrationType');
const { RegistrationId: brand } = await good('CreateRegistration', { RegistrationType: type });
const form = { RegistrationId: brand };
await invalid('CreateRegistration', { RegistrationType: 'MOON' }, 'UNKNOWN_REGISTRATION_TYPE', 'RegistrationType');
await conflict('CreateRegistrationVersion', form, 'CREATE_REGISTRATION_VERSION_NOT_ALLOWED');
for (const field of fields.filter((each) => each.FieldRequirement === 'REQUIRED')) {
  await good('PutRegistrationFieldValue', {
    ...form,
    FieldPath: field.FieldPath,
    ...(field.FieldType === 'SELECT'
      ? { SelectChoices: [field.SelectValidation.Options[0]] }
      : { TextValue: field.DisplayHints.ExampleTextValue ?? 'x'.repeat(field.TextValidation.MinLength) }),
  });
}
await invalid('PutRegistrationFieldValue', { ...form, FieldPath: 'moon.a', TextValue: 'x' }, 'UNKNOWN_REGISTRATION_FIELD', 'FieldPath');
assert.ok((await pages(sdk.paginateDescribeRegistrationFieldValues, form, 'RegistrationFieldValues')).length > 3);
await good('DescribeRegistrationFieldValues', form);
await missing('DescribeRegistrationFieldValues', 'RegistrationId');
await conflict('DiscardRegistrationVersion', form, 'DISCARD_REGISTRATION_VERSION_NOT_ALLOWED');
await good('SubmitRegistrationVersion', form);
await conflict('SubmitRegistrationVersion', form, 'REGISTRATION_ALREADY_SUBMITTED');
await good('DiscardRegistrationVersion', form);
await good('CreateRegistrationVersion', form);
assert.equal((await good('DescribeRegistrationVersions', form)).RegistrationVersions.length, 2);
await missing('DescribeRegistrationVersions', 'RegistrationId');
assert.equal((await good('DescribeRegistrations', { RegistrationIds: [brand] })).Registrations[0].RegistrationType, type);
await notFound('DescribeRegistrations', { RegistrationIds: ['registration-nowhere'] }, 'registration');
const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 7);
const { RegistrationAttachmentId: file } = await good('CreateRegistrationAttachment', { AttachmentBody: png });
await invalid('CreateRegistrationAttachment', { AttachmentBody: new Uint8Array() }, 'FIELD_VALIDATION_FAILED', 'AttachmentBody');
assert.equal((await good('DescribeRegistrationAttachments')).RegistrationAttachments[0].RegistrationAttachmentId, file);
await notFound('DescribeRegistrationAttachments', { RegistrationAttachmentIds: ['attachment-nowhere'] }, 'registration-attachment');
await good('DeleteRegistrationAttachment', { RegistrationAttachmentId: file });
await notFound('DeleteRegistrationAttachment', { RegistrationAttachmentId: file }, 'registration-attachment');
const { RegistrationId: second } = await good('CreateRegistration', { RegistrationType: 'US_TOLL_FREE_REGISTRATION' });
const answer = { RegistrationId: second, FieldPath: 'companyInfo.city' };
await good('PutRegistrationFieldValue', { ...answer, TextValue: 'Seattle' });
await good('DeleteRegistrationFieldValue', answer);
await bad('DeleteRegistrationFieldValue', answer, 'ValidationException', { Reason: 'REGISTRATION_FIELD_CANNOT_BE_DELETED' });
const { PhoneNumberId: tollFree } = await good('RequestPhoneNumber', {
  IsoCountryCode: 'US',
  MessageType: 'TRANSACTIONAL',
  NumberCapabilities: ['SMS'],
  NumberType: 'TOLL_FREE',
});
await good('CreateRegistrationAssociation', { RegistrationId: second, ResourceId: tollFree });
await missing('CreateRegistrationAssociation', 'ResourceId');
assert.equal((await good('ListRegistrationAssociations', { RegistrationId: second })).RegistrationAssociations[0].ResourceId, tollFree);
await notFound('ListRegistrationAssociations', { RegistrationId: 'registration-nowhere' }, 'registration');
await good('DeleteRegistration', { RegistrationId: second });
await notFound('DeleteRegistration', { RegistrationId: second }, 'registration');

// The account, what it may spend, and what it is told when it has been put aside.
await good('DescribeAccountAttributes');
await invalid('DescribeAccountAttributes', { MaxResults: 0 }, 'FIELD_VALIDATION_FAILED', 'MaxResults');
await good('DescribeAccountLimits');
await invalid('DescribeAccountLimits', { MaxResults: 0 }, 'FIELD_VALIDATION_FAILED', 'MaxResults');
const ask = async (method, path, body) => JSON.parse(await operate(method, path, 'application/json', JSON.stringify(body)));
await ask('POST', '/accounts', { accountId: '333300000001' });
const key = await ask('POST', '/accounts/333300000001/access-keys', {});
await ask('PATCH', '/accounts/333300000001', { status: 'SUSPENDED' });
const suspended = messagesIn('eu-west-2', key.accessKeyId, key.secret);
for (const channel of ['Text', 'Media', 'Voice']) {
  assert.equal((await good(`Set${channel}MessageSpendLimitOverride`, { MonthlyLimit: 10 })).MonthlyLimit, 10);
  await invalid(`Set${channel}MessageSpendLimitOverride`, { MonthlyLimit: -1 }, 'FIELD_VALIDATION_FAILED', 'MonthlyLimit');
  await good(`Delete${channel}MessageSpendLimitOverride`);
  await bad(`Delete${channel}MessageSpendLimitOverride`, {}, 'AccessDeniedException', { Reason: 'ACCOUNT_DISABLED' }, suspended);
}
assert.equal((await good('DescribeSpendLimits')).SpendLimits.length, 3);
await invalid('DescribeSpendLimits', { MaxResults: 0 }, 'FIELD_VALIDATION_FAILED', 'MaxResults');
await good('DeletePool', { PoolId: pool });
await notFound('DeletePool', { PoolId: pool }, 'pool');

const { operations } = JSON.parse(readFileSync(MODEL, 'utf8'));
const guide = Object.keys(operations).filter((operation) => operations[operation].since <= '2024-04-30');
assert.equal(guide.length, 82);
assert.deepEqual(guide.filter((operation) => !answered.has(operation)), [], 'never answered');
assert.deepEqual(guide.filter((operation) => !refused.has(operation)), [], 'never refused');
console.log(`${guide.length} operations, good and bad`);
