"""Reads messages (RFC 5322) with Python's own parser: JSON lines of base64 in, one JSON object for each out."""
import base64
import email
import email.header
import email.policy
import email.utils
import json
import sys

for line in sys.stdin:
    message = email.message_from_bytes(base64.b64decode(line), policy=email.policy.default)
    parts = list(message.walk())
    texts = {
        part.get_content_type(): part.get_content()
        for part in parts
        if part.get_content_maintype() == "text"
    }
    defects = [str(defect) for part in parts for defect in part.defects]
    defects += [str(defect) for _, value in message.items() for defect in value.defects]
    # By the older parser: the newer one, until Python 3.13, puts spaces between the encoded words of a name.
    plain = email.message_from_bytes(base64.b64decode(line))
    name, address = email.utils.parseaddr(str(plain["From"]).replace("\r\n", ""))
    name = str(email.header.make_header(email.header.decode_header(name)))
    [to] = message["To"].addresses
    print(json.dumps({
        "from": {"name": name, "address": address},
        "to": to.addr_spec,
        "subject": message["Subject"],
        "date": message["Date"].datetime.isoformat(),
        "headers": [[name, str(value)] for name, value in message.items()],
        "types": [part.get_content_type() for part in parts],
        "charsets": [part.get_content_charset() for part in parts if part.get_content_maintype() == "text"],
        "encodings": [part["Content-Transfer-Encoding"] for part in parts if not part.is_multipart()],
        "filenames": [part.get_filename() for part in parts if part.get_filename()],
        "text": texts.get("text/plain"),
        "html": texts.get("text/html"),
        "calendar": texts.get("text/calendar"),
        "defects": defects,
    }))
