// Makes a user, a role and policies with the npm clients of IAM and STS, takes on the role, and does in it what is allowed and
// what is not; the audit log has to tell of it.
import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import * as iam from '@aws-sdk/client-iam';
import { AccessDeniedException, CreateOptOutListCommand, DescribePoolsCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { config, messagesIn } from './system.mjs';

const { ENDPOINT } = process.env;
const REGION = 'us-east-1';
const ACCOUNT = '000000000000';

const identities = new iam.IAMClient(config(REGION));
const manage = (operation, input) => identities.send(new iam[`${operation}Command`](input));
const document = (Statement) => JSON.stringify({ Version: '2012-10-17', Statement });
const policy = async (PolicyName, Action, Resource) =>
  (
    await manage('CreatePolicy', {
      PolicyName,
      PolicyDocument: document({ Effect: 'Allow', Action, Resource }),
    })
  ).Policy.Arn;

// A user who may do nothing but take on a role, and the role, which may look at pools.
const { User: user } = await manage('CreateUser', { UserName: 'node', Tags: [{ Key: 'team', Value: 'red' }] });
assert.equal(user.Arn, `arn:aws:iam::${ACCOUNT}:user/node`);
assert.ok(user.CreateDate instanceof Date);
await assert.rejects(manage('CreateUser', { UserName: 'node' }), iam.EntityAlreadyExistsException);
await assert.rejects(manage('GetUser', { UserName: 'nobody' }), iam.NoSuchEntityException);
await assert.rejects(
  manage('CreatePolicy', { PolicyName: 'broken', PolicyDocument: document({ Effect: 'Maybe' }) }),
  iam.MalformedPolicyDocumentException,
);
const { Role: role } = await manage('CreateRole', {
  RoleName: 'node-reports',
  AssumeRolePolicyDocument: document({
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  }),
});
await manage('AttachUserPolicy', { UserName: 'node', PolicyArn: await policy('node-assume', 'sts:AssumeRole', role.Arn) });
await manage('AttachRolePolicy', {
  RoleName: 'node-reports',
  PolicyArn: await policy('node-read', 'sms-voice:Describe*', '*'),
});
assert.deepEqual(
  (await manage('ListAttachedUserPolicies', { UserName: 'node' })).AttachedPolicies.map((each) => each.PolicyName),
  ['node-assume'],
);
const { AccessKey: key } = await manage('CreateAccessKey', { UserName: 'node' });
const own = [key.AccessKeyId, key.SecretAccessKey];

const sessions = new STSClient(config(REGION, ...own));
assert.equal((await sessions.send(new GetCallerIdentityCommand({}))).Arn, user.Arn);
await assert.rejects(messagesIn(REGION, ...own).send(new DescribePoolsCommand({})), AccessDeniedException);
const { Credentials: taken } = await sessions.send(
  new AssumeRoleCommand({ RoleArn: role.Arn, RoleSessionName: 'monthly', DurationSeconds: 900 }),
);
assert.ok(taken.Expiration > new Date());
const reports = messagesIn(REGION, taken.AccessKeyId, taken.SecretAccessKey, taken.SessionToken);
assert.ok(Array.isArray((await reports.send(new DescribePoolsCommand({}))).Pools));
await assert.rejects(reports.send(new CreateOptOutListCommand({ OptOutListName: 'node-denied' })), AccessDeniedException);

/** The calls of the session that failed, the newest first. */
async function failedCalls() {
  const answer = await fetch(`${ENDPOINT}/v1/audit-records?user=monthly&errorCode=*`, {
    headers: { Authorization: 'Bearer posthorn.posthorn-secret' },
  });
  assert.equal(answer.status, 200);
  return (await answer.json()).records.map((call) => JSON.parse(call.auditRecord));
}
let calls = [];
for (let tries = 0; calls.length === 0 && tries < 50; tries++) {
  await setTimeout(100);
  calls = await failedCalls();
}
assert.deepEqual(
  calls.map((call) => [call.eventName, call.errorCode, call.userIdentity.sessionContext.sessionIssuer.arn]),
  [['CreateOptOutList', 'AccessDeniedException', role.Arn]],
);
console.log('took on', role.Arn);
