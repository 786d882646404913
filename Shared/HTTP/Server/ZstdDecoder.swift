internal import CZstd

/// zstd (RFC 8878), of one or more frames; a window of 8 MB at most, as the format's
/// specification of the content-encoding asks (RFC 9659).
///
/// Safe: the context is this object's alone, made and freed with it.
@safe final class ZstdDecoder: BodyDecoder {
    private let context: OpaquePointer
    private(set) var holdsOutput = false
    private(set) var isWhole = false

    init() throws(BodyError) {
        guard let context = unsafe ZSTD_createDCtx() else {
            throw .notDecodable(encoding: "zstd")
        }
        unsafe self.context = context
        unsafe ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, 23)
    }

    deinit { unsafe ZSTD_freeDCtx(context) }

    func decode(
        _ input: Span<UInt8>, into output: inout [UInt8]
    ) throws(BodyError) -> (used: Int, made: Int) {
        var used = 0
        var made = 0
        let capacity = output.count
        let code = unsafe input.withUnsafeBytes { input in
            unsafe output.withUnsafeMutableBytes { output in
                var from = unsafe ZSTD_inBuffer(
                    src: input.baseAddress, size: input.count, pos: 0)
                var to = unsafe ZSTD_outBuffer(
                    dst: output.baseAddress, size: output.count, pos: 0)
                let code = unsafe ZSTD_decompressStream(context, &to, &from)
                unsafe used = from.pos
                unsafe made = to.pos
                return code
            }
        }
        guard ZSTD_isError(code) == 0 else { throw .notDecodable(encoding: "zstd") }
        isWhole = code == 0
        holdsOutput = made == capacity && !isWhole
        return (used, made)
    }
}
