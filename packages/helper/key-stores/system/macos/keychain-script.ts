/**
 * JavaScript for Automation, which every macOS runs: the Security framework through its bridge to Objective-C. `security`
 * makes no key on P-256 and signs nothing. One request comes by the input, one answer goes out (`converse.ts`); names and
 * octets are data and never part of the script. It asks for keys by their whole label: those of others are not touched.
 */
const script = String.raw`
function run() {
  ObjC.import('Foundation');
  ObjC.import('Security');
  const object = ObjC.castRefToObject;
  const notFound = -25300;
  const alreadyThere = -25299;

  const input = $.NSFileHandle.fileHandleWithStandardInput.readDataToEndOfFile;
  const asked = JSON.parse(ObjC.unwrap($.NSString.alloc.initWithDataEncoding(input, $.NSUTF8StringEncoding)));

  const octets = (text) => $.NSData.alloc.initWithBase64EncodedStringOptions($(text), 0);
  const text = (data) => {
    const found = ObjC.unwrap(data.base64EncodedStringWithOptions(0));
    if (typeof found !== 'string') throw -1;
    return found;
  };
  const dictionary = (...pairs) => {
    const made = $.NSMutableDictionary.alloc.init;
    for (const [key, value] of pairs) made.setObjectForKey(value, object(key));
    return made;
  };
  const must = (status, ...passed) => {
    if (status !== 0 && !passed.includes(status)) throw status;
    return status;
  };
  const yes = $.NSNumber.numberWithBool(true);
  const no = $.NSNumber.numberWithBool(false);
  const isKey = [$.kSecClass, object($.kSecClassKey)];
  const isPrivate = [$.kSecAttrKeyClass, object($.kSecAttrKeyClassPrivate)];
  const isCertificate = [$.kSecClass, object($.kSecClassCertificate)];
  const labelled = (name) => [$.kSecAttrLabel, $(name)];
  const all = [$.kSecMatchLimit, object($.kSecMatchLimitAll)];

  const search = (...pairs) => {
    const result = Ref();
    const status = must($.SecItemCopyMatching(dictionary(...pairs, all), result), notFound);
    if (status === notFound) return [];
    const found = object(result[0]);
    return Array.from({ length: Number(found.count) }, (_, i) => found.objectAtIndex(i));
  };
  const labels = () => {
    return search(isKey, isPrivate, [$.kSecReturnAttributes, yes])
      .map((one) => ObjC.unwrap(one.objectForKey(object($.kSecAttrLabel))))
      .filter((label) => typeof label === 'string' && label.startsWith('koshin-'));
  };
  const privateKey = (name) => {
    const found = search(isKey, isPrivate, labelled(name), [$.kSecReturnRef, yes]);
    if (found.length !== 1) throw notFound;
    return found[0];
  };
  const publicKey = (name) => {
    const publicHalf = $.SecKeyCopyPublicKey(privateKey(name));
    return text(object($.SecKeyCopyExternalRepresentation(publicHalf, Ref())));
  };
  const makeKey = (name, rsaBits) => {
    const kind = rsaBits === 0 ? $.kSecAttrKeyTypeECSECPrimeRandom : $.kSecAttrKeyTypeRSA;
    const half = [[$.kSecAttrIsPermanent, yes], labelled(name)];
    $.SecKeyCreateRandomKey(
      dictionary(
        [$.kSecAttrKeyType, object(kind)],
        [$.kSecAttrKeySizeInBits, $.NSNumber.numberWithInt(rsaBits === 0 ? 256 : rsaBits)],
        labelled(name),
        [$.kSecPrivateKeyAttrs, dictionary(...half, [$.kSecAttrIsExtractable, no], [$.kSecAttrIsSensitive, yes])],
        [$.kSecPublicKeyAttrs, dictionary(...half)],
      ),
      Ref(),
    );
  };
  const takeKey = (name) => must($.SecItemDelete(dictionary(isKey, labelled(name), all)), notFound);

  const acts = {
    try: () => {
      takeKey(asked.name);
      makeKey(asked.name, 0);
      privateKey(asked.name);
      takeKey(asked.name);
      return { came: 'done' };
    },
    look: () => ({
      came: 'looked',
      keys: labels().map((name) => ({ name, publicKey: publicKey(name) })),
      certificates: search(isCertificate, [$.kSecReturnData, yes]).map(text),
    }),
    make: () => {
      makeKey(asked.name, asked.rsaBits);
      return { came: 'made', publicKey: publicKey(asked.name) };
    },
    sign: () => {
      const algorithm = asked.rsa
        ? $.kSecKeyAlgorithmRSASignatureMessagePKCS1v15SHA256
        : $.kSecKeyAlgorithmECDSASignatureMessageX962SHA256;
      const signature = $.SecKeyCreateSignature(privateKey(asked.name), algorithm, octets(asked.data), Ref());
      return { came: 'signed', signature: text(object(signature)) };
    },
    put: () => {
      const certificate = $.SecCertificateCreateWithData(null, octets(asked.certificate));
      must($.SecItemAdd(dictionary(isCertificate, [$.kSecValueRef, object(certificate)]), null), alreadyThere);
      return { came: 'done' };
    },
    'take-certificate': () => {
      for (const one of search(isCertificate, [$.kSecReturnRef, yes])) {
        if (text(object($.SecCertificateCopyData(one))) !== asked.certificate) continue;
        const these = $.NSArray.arrayWithObject(one);
        must($.SecItemDelete(dictionary(isCertificate, [$.kSecMatchItemList, these])), notFound);
      }
      return { came: 'done' };
    },
    'take-key': () => {
      takeKey(asked.name);
      return { came: 'done' };
    },
  };

  let answer;
  try {
    answer = acts[asked.act]();
  } catch (status) {
    answer = { came: 'failed', why: String(typeof status === 'number' ? status : -1) };
  }
  const json = $(JSON.stringify(answer)).dataUsingEncoding($.NSUTF8StringEncoding);
  return '\nkoshin-answer ' + asked.nonce + ' ' + text(json);
}
`;

export const osascriptArguments: readonly string[] = ['-l', 'JavaScript', '-e', script];
