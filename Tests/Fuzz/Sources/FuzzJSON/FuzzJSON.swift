import CFuzzer
import Glibc
import JSON

/// Whatever the bytes are: nothing crashes, passing over a document and reading it as a tree agree
/// on whether it is JSON, what is written reads back the same, and every fault has a place.
@main
enum FuzzJSON {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        let status = LLVMFuzzerRunDriver(&count, &arguments) { start, count in
            FuzzJSON.check(UnsafeBufferPointer(start: start, count: count).span)
            return 0
        }
        exit(status)
    }

    private static func check(_ document: Span<UInt8>) {
        let fault = faultInPassing(document)
        do {
            let value = try Value(document)
            precondition(fault == nil, "read, but not passed over")
            let written = value.description
            let again = try Value(written)
            precondition(again == value, "written, but read as another value")
            precondition(again.description == written, "written in two ways")
        } catch {
            precondition((0...document.count).contains(error.offset), "a fault outside")
            precondition(fault == error || error.expected == "each name once", "two faults")
            let place = Place(of: error.offset, in: document)
            precondition(place.line > 0 && place.column > 0 && !error.description.isEmpty)
        }
    }

    private static func faultInPassing(_ document: Span<UInt8>) -> JSONError? {
        var reader = Reader(document)
        do {
            try reader.skip()
            try reader.finish()
            return nil
        } catch { return error }
    }
}
