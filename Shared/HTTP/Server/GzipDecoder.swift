internal import CZlib

/// gzip (RFC 1952), of one or more members.
///
/// Safe: the stream's pointers are set and used within one call.
@safe final class GzipDecoder: BodyDecoder {
    private var stream = unsafe z_stream()
    private(set) var holdsOutput = false
    private(set) var isWhole = false

    init() throws(BodyError) {
        // 15 bits of window, and 16 for the gzip wrapper.
        let code = unsafe inflateInit2_(
            &stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else { throw .notDecodable(encoding: "gzip") }
    }

    deinit { unsafe inflateEnd(&stream) }

    func decode(
        _ input: Span<UInt8>, into output: inout [UInt8]
    ) throws(BodyError) -> (used: Int, made: Int) {
        if isWhole, input.count > 0 {
            // Another member follows.
            unsafe inflateReset(&stream)
            isWhole = false
        }
        let capacity = output.count
        let code = unsafe input.withUnsafeBufferPointer { input in
            unsafe output.withUnsafeMutableBufferPointer { output in
                unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                unsafe stream.avail_in = UInt32(input.count)
                unsafe stream.next_out = output.baseAddress
                unsafe stream.avail_out = UInt32(output.count)
                return unsafe inflate(&stream, Z_NO_FLUSH)
            }
        }
        // Z_BUF_ERROR: nothing could be done, for want of input.
        guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else {
            throw .notDecodable(encoding: "gzip")
        }
        isWhole = code == Z_STREAM_END
        unsafe holdsOutput = stream.avail_out == 0 && !isWhole
        return unsafe (input.count - Int(stream.avail_in), capacity - Int(stream.avail_out))
    }
}
