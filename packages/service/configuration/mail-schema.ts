import { type Static, Type } from 'typebox';

const strict = { additionalProperties: false };
const file = Type.String({ minLength: 1 });
const hostName = Type.String({ pattern: '^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$|^[0-9a-fA-F:.]{2,45}$' });
const domain = Type.String({
  pattern: '^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$',
});
const address = Type.String({
  pattern:
    "^(?=.{3,254}$)[A-Za-z0-9!#$%&'*/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*/=?^_`{|}~-]+)*@[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$",
});
const count = (maximum: number) => Type.Integer({ minimum: 1, maximum });
const rate = Type.Number({ exclusiveMinimum: 0, maximum: 10_000 });
const name = Type.String({ pattern: '^\\S(.{0,98}\\S)?$' });

/** What `mail` holds in the configuration file, or as JSON in KOSHIN_MAIL; `docs/configuration.md` says what each is. */
export const MailSchema = Type.Object(
  {
    smtp: Type.Optional(
      Type.Object(
        {
          host: hostName,
          port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
          tls: Type.Optional(Type.Union([Type.Literal('starttls'), Type.Literal('implicit'), Type.Literal('none')])),
          allowPlaintext: Type.Optional(Type.Boolean()),
          caFile: Type.Optional(file),
          helloName: Type.Optional(hostName),
          user: Type.Optional(Type.String({ pattern: '^[^\\u0000-\\u001f]{1,255}$' })),
          passwordFile: Type.Optional(file),
          tokenFile: Type.Optional(file),
        },
        strict,
      ),
    ),
    limits: Type.Optional(
      Type.Object(
        {
          connections: Type.Optional(count(100)),
          connectionsToDomain: Type.Optional(count(100)),
          perSecond: Type.Optional(rate),
          perSecondToDomain: Type.Optional(rate),
          turnSeconds: Type.Optional(count(3_600)),
          sessionSeconds: Type.Optional(count(3_600)),
          handingSeconds: Type.Optional(count(3_600)),
          answerSeconds: Type.Optional(count(3_600)),
        },
        strict,
      ),
    ),
    outboxFolder: Type.Optional(file),
    bounceFolder: Type.Optional(file),
    banks: Type.Record(
      Type.String(),
      Type.Object(
        {
          address,
          name: Type.Optional(Type.Object({ ja: name, en: name }, strict)),
          charset: Type.Optional(Type.Union([Type.Literal('utf-8'), Type.Literal('iso-2022-jp')])),
          smime: Type.Optional(
            Type.Object(
              {
                from: Type.Optional(Type.Union([Type.Literal('own-ca'), Type.Literal('imported')])),
                keyKind: Type.Optional(Type.String({ pattern: '^(P-256|P-384|RSA-3072|RSA-4096)$' })),
                certificateFile: Type.Optional(file),
                keyName: Type.Optional(Type.String({ minLength: 1 })),
              },
              strict,
            ),
          ),
          dkim: Type.Optional(
            Type.Array(Type.Object({ domain, selector: domainLabels(), keyFile: file }, strict), {
              minItems: 1,
              maxItems: 4,
            }),
          ),
          bounceAddress: Type.Optional(address),
          bounceTags: Type.Optional(Type.Boolean()),
        },
        strict,
      ),
    ),
  },
  strict,
);

export type MailSection = Static<typeof MailSchema>;

/** A selector is one label or several (RFC 6376 3.1). */
function domainLabels() {
  return Type.String({
    pattern: '^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$',
  });
}
