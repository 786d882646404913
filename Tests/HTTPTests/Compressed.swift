internal import Crypto

/// Bodies as the usual tools compress them.
enum Compressed {
    /// `period;value` and `2025;71`, each on a line, 3,000 times.
    static let text = Array(String(repeating: "period;value\n2025;71\n", count: 3_000).utf8)

    /// `text`, by gzip.
    static let gzipText = bytes(
        "H4sIAAAAAAACA+3IsQnAIBAAwN5pEkEsnEbIF4GAEjDzZwI3uCtvxnuPq339WZHykUurZ5pSSiml"
            + "lFJKKaWUUkoppZRSSimllFJKKaWUUkoppZRSSimllFJKKaWUUkoppZRSSimllFJKKaWUUkoppZRS"
            + "SimllFJKKaWUUkoppZRSSimllFJKKaWUUkoppZRSSimllFJKKaWUUkoppZRSSimllFJKKaWUUkop"
            + "pZRSSimllFJKKaWUUkoppZRSSimllFJKKaWUUkoppZRSSrnPHyap1XAY9gAA")

    /// `text`, by zstd.
    static let zstdText = bytes(
        "KLUv/QRg7QAAqHBlcmlvZDt2YWx1ZQoyMDI1OzcxCgEAAeyoTyYK9Fhk")

    /// 100,000 zeros, by gzip; many in a row are one body.
    static let gzipZeros = bytes(
        "H4sIAAAAAAACA+3BMQEAAADCoPVPbQ0PoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAIBXA32VEdSghgEA")

    /// 100,000 zeros, by zstd.
    static let zstdZeros = bytes(
        "KLUv/QRgTQAACAABAJyG5E4I2yNO8w==")

    private static func bytes(_ text: String) -> [UInt8] { Base64.standard.decode(text) ?? [] }

    /// `part` as many times as asked, one behind the other.
    static func repeated(_ part: [UInt8], _ times: Int) -> [UInt8] {
        Array(repeatElement(part, count: times).joined())
    }
}
