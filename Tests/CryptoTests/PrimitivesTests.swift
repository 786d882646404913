import Crypto
import Testing

@Suite("What libsodium and nettle give")
struct PrimitivesTests {
    @Test("SHA-256 gives the published digest of abc, in hex both ways")
    func hash() {
        let digest = sha256(Array("abc".utf8))
        let hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(digest.hex == hex)
        #expect(Digest(hex: hex) == digest)
        #expect(Digest(hex: hex.uppercased()) == digest)
        #expect(Digest(hex: hex.dropLast()) == nil)
        #expect(Digest(hex: hex.dropLast() + "g") == nil)
        #expect(
            sha256([]).hex
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test("HMAC-SHA-256 gives the codes of RFC 4231, for short and for long keys")
    func codes() {
        let short = HMAC.sha256(
            of: Array("what do ya want for nothing?".utf8).span, key: Array("Jefe".utf8).span)
        #expect(
            short.hex == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        var long = HMAC(key: [UInt8](repeating: 0xaa, count: 131).span)
        long.update(Array("Test Using Larger Than Block-Size Key".utf8).span)
        long.update(Array(" - Hash Key First".utf8).span)
        #expect(
            long.finish().hex
                == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    }

    @Test("ed25519 gives the signature of RFC 8032 and refuses a changed message")
    func ed25519() throws {
        let seed = try #require(
            Digest(hex: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"))
        let key = try #require(SigningKey(seed: seed.bytes))
        let signature = key.signature(of: [0x72].span)
        #expect(signature.bytes.prefix(4) == [0x92, 0xa0, 0x09, 0xa9])
        #expect(key.verifyingKey.bytes.prefix(4) == [0x3d, 0x40, 0x17, 0xc3])
        #expect(key.verifyingKey.accepts(signature, of: [0x72]))
        #expect(!key.verifyingKey.accepts(signature, of: [0x73]))
        #expect(!SigningKey.random().verifyingKey.accepts(signature, of: [0x72]))
        #expect(SigningKey(seed: [1, 2, 3]) == nil)
        #expect(VerifyingKey([1, 2, 3]) == nil)
        #expect(Signature([1, 2, 3]) == nil)
    }

    @Test("A sealed message opens under its own key and context only, and unchanged only")
    func sealing() throws {
        let key = SealingKey.random()
        let message = Array("whsec_secret".utf8)
        let context = Array("subscription 7".utf8)
        let sealed = key.seal(message, context: context)
        #expect(sealed.count == message.count + SealingKey.overheadByteCount)
        #expect(try key.open(sealed, context: context) == message)
        #expect(throws: SealingError.notAuthentic) {
            try key.open(sealed, context: message)
        }
        #expect(throws: SealingError.notAuthentic) {
            try SealingKey.random().open(sealed, context: context)
        }
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(throws: SealingError.notAuthentic) {
                try key.open(changed, context: context)
            }
        }
        #expect(throws: SealingError.notAuthentic) {
            try key.open([1, 2], context: context)
        }
        #expect(key.seal(message, context: context) != sealed)
        let empty = key.seal([], context: [])
        #expect(try key.open(empty, context: []).isEmpty)
        #expect(SealingKey([1]) == nil)
    }

    @Test("Keys are told apart by a fingerprint")
    func fingerprint() throws {
        let key = try #require(SealingKey([UInt8](repeating: 7, count: 32)))
        let same = try #require(SealingKey([UInt8](repeating: 7, count: 32)))
        #expect(key.fingerprint == same.fingerprint)
        #expect(key.fingerprint != SealingKey.random().fingerprint)
    }

    @Test("Random bytes differ from call to call")
    func random() {
        #expect(RandomBytes.make(count: 32) != RandomBytes.make(count: 32))
        #expect(RandomBytes.make(count: 0).isEmpty)
    }

    @Test("Constant-time comparison sees each difference")
    func comparison() {
        #expect(equal([], []))
        #expect(equal([1, 2, 3], [1, 2, 3]))
        #expect(!equal([1, 2, 3], [1, 2]))
        for index in 0..<3 {
            var other: [UInt8] = [1, 2, 3]
            other[index] ^= 0x80
            #expect(!equal([1, 2, 3], other))
        }
    }

    @Test("Base64 goes there and back in both alphabets, and refuses what is not of it")
    func base64() {
        for count in 0..<70 {
            let bytes = RandomBytes.make(count: count)
            for alphabet in [Base64.standard, .urlSafe] {
                #expect(alphabet.decode(alphabet.encode(bytes)) == bytes)
            }
        }
        #expect(Base64.standard.encode([0xfb, 0xff]) == "+/8=")
        #expect(Base64.urlSafe.encode([0xfb, 0xff]) == "-_8")
        for text in ["+/8", "-_8=", "+/8=x", "a", "++", " +/8="] {
            #expect(Base64.standard.decode(text) == nil, "\(text)")
        }
        #expect(Base64.urlSafe.decode("+/8") == nil)
        #expect(Base64.urlSafe.decode("-_8=") == nil)
    }
}
