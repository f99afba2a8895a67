import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.est.ESTAuth;
import org.bouncycastle.est.ESTException;
import org.bouncycastle.est.ESTService;
import org.bouncycastle.est.EnrollmentResponse;
import org.bouncycastle.est.HttpAuth;
import org.bouncycastle.est.jcajce.JcaJceUtils;
import org.bouncycastle.est.jcajce.JsseESTServiceBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * Drives Bouncy Castle's EST client (RFC 7030). Called in the folder of the files as
 *
 *   Est PORT LABEL cacerts
 *   Est PORT LABEL csrattrs
 *   Est PORT LABEL enroll USER CODE
 *   Est PORT LABEL reenroll NAME        with NAME.pem and NAME.key, PKCS #8
 *
 * trusts server-ca.pem, and prints one line for each thing it got: certificates in base64, identifiers with dots. What
 * the server refused is printed as `refused STATUS` and its body; everything else that goes wrong ends it with 1.
 */
public class Est {
  public static void main(String[] args) throws Exception {
    Security.addProvider(new BouncyCastleProvider());
    var service = new JsseESTServiceBuilder("localhost:" + args[0], trusting("server-ca.pem"));
    service.withLabel(args[1]);
    try {
      switch (args[2]) {
        case "cacerts" -> print(ESTService.storeToArray(service.build().getCACerts().getCertificateStore()));
        case "csrattrs" -> printAttributes(service.build());
        case "enroll" -> enroll(service.build(), new HttpAuth(args[3], args[4].toCharArray()));
        case "reenroll" -> reenroll(service, args[3]);
        default -> throw new IllegalArgumentException(args[2]);
      }
    } catch (ESTException refused) {
      if (refused.getStatusCode() == 0) throw refused;
      System.out.println("refused " + refused.getStatusCode());
      System.out.println(new String(refused.getBody().readAllBytes(), "UTF-8"));
    }
  }

  private static void printAttributes(ESTService service) throws Exception {
    var attributes = service.getCSRAttributes().getAttributesResponse();
    for (ASN1ObjectIdentifier wanted : attributes.getRequirements()) {
      System.out.println((attributes.isAttribute(wanted) ? "attribute " : "identifier ") + wanted);
    }
  }

  private static void enroll(ESTService service, ESTAuth auth) throws Exception {
    print(got(service.simpleEnroll(false, request(new X500Name("CN=machine")), auth)));
  }

  private static void reenroll(JsseESTServiceBuilder service, String name) throws Exception {
    var old = certificate(name + ".pem");
    service.withKeyManagers(presenting(key(name + ".key"), old).getKeyManagers());
    var subject = X500Name.getInstance(old.getSubjectX500Principal().getEncoded());
    print(got(service.build().simpleEnroll(true, request(subject), null)));
  }

  private static X509CertificateHolder[] got(EnrollmentResponse response) {
    if (!response.isCompleted()) throw new IllegalStateException("not before " + response.getNotBefore());
    return ESTService.storeToArray(response.getStore());
  }

  private static PKCS10CertificationRequest request(X500Name subject) throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
    return new JcaPKCS10CertificationRequestBuilder(subject, pair.getPublic()).build(signer);
  }

  private static X509TrustManager[] trusting(String file) throws Exception {
    return JcaJceUtils.getCertPathTrustManager(Set.of(new TrustAnchor(certificate(file), null)), null);
  }

  private static KeyManagerFactory presenting(PrivateKey key, X509Certificate certificate) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("machine", key, new char[0], new Certificate[] {certificate});
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory;
  }

  private static PrivateKey key(String file) throws Exception {
    String pem = Files.readString(Path.of(file)).replaceAll("-----[^-]+-----|\\s", "");
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
  }

  private static X509Certificate certificate(String file) throws Exception {
    try (var in = new FileInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private static void print(X509CertificateHolder[] certificates) throws Exception {
    for (var one : certificates) System.out.println(Base64.getEncoder().encodeToString(one.getEncoded()));
  }
}
