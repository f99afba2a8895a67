import { parseOcspRequest } from '@koshin/pki/ocsp/request.ts';
import { parseOcspResponse } from '@koshin/pki/ocsp/testing/parse-response.ts';
import { openRegister } from '@koshin/service/adapters/register/open-register.ts';
import { issuerCertificate } from '@koshin/service/use-cases/issuance/issuer-certificate.ts';
import { answerOcsp } from '@koshin/service/use-cases/revocation-status/answer-request.ts';
import { renewResponders } from '@koshin/service/use-cases/revocation-status/renew-responders.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestBank, testBank } from '../testkit/bank/test-bank.ts';
import { meansOn, type TestMeans } from '../testkit/bank/test-means.ts';
import { freshDatabase, type PostgresDatabase } from '../testkit/fresh-database.ts';
import { certIdOf, ocspRequest } from '../testkit/ocsp/requests.ts';

let database: PostgresDatabase;
/** Two nodes of one service: each its own connections and memory, the same signer. */
let nodes: readonly [TestMeans, TestMeans];
let bank: TestBank;
beforeAll(async () => {
  database = await freshDatabase('postgres');
  const open = () => openRegister({ postgres: { url: database.url, poolSize: 4 } });
  const first = meansOn(await open());
  nodes = [first, { ...first, register: await open() }];
  bank = await testBank(first);
});
afterAll(async () => {
  for (const { register } of nodes) await register.close();
  await database.drop();
});

it('two nodes that make the OCSP responder of an issuer at the same moment make one', async () => {
  const outcomes = await Promise.all([...nodes, ...nodes].map((means) => renewResponders(means)));
  expect(outcomes.map(({ issued }) => issued).toSorted()).toEqual([0, 0, 0, 1]);
  expect(outcomes.flatMap(({ refused }) => refused)).toEqual([]);
  const responders = await nodes[1].register.read((tx) => tx.ocspResponders.ofIssuer(bank.issuer.id));
  expect(responders).toHaveLength(1);
});

it('a revocation on one node is in the very next answer of the other, which had good signed ahead (invariant 5)', async () => {
  const answers = nodes.map(answerOcsp);
  const kindAt = async (node: number, serial: string) => {
    const request = parseOcspRequest(ocspRequest([certIdOf(issuerCertificate(bank.issuer), serial)]));
    const answer = await answers[node]?.({ issuerId: bank.issuer.id, request });
    return parseOcspResponse(answer?.der ?? new Uint8Array()).basic?.responses[0]?.status.kind;
  };
  for (const [here, there] of Array.from({ length: 10 }, (_, round) => [round % 2, (round + 1) % 2] as const)) {
    const { certificate } = await bank.customer();
    expect(await kindAt(there, certificate.serial)).toBe('good');
    // Others keep the looks into the register busy meanwhile.
    const busy = Array.from({ length: 20 }, () => kindAt(there, certificate.serial));
    const revocation = { at: nodes[0].clock.now(), reason: 'lost', by: 'customer' } as const;
    await nodes[here]?.register.change((tx) =>
      tx.certificates.update({ ...certificate, state: 'revoked', revocation }),
    );
    expect(await kindAt(there, certificate.serial)).toBe('revoked');
    await Promise.all(busy);
  }
});
