import Testing

@testable import Peil

@Suite("The format of a file") struct FileFormatTests {
    @Test(
        "is known by its ending, or by looking inside",
        arguments: [
            ("a.ndjson", "", FileFormat.ndjson), ("a.csv", "indicator,area\n", .csv),
            ("a.csv", "DATAFLOW,LAST UPDATE,freq\n", .sdmxCSV1),
            ("a.csv", "STRUCTURE;STRUCTURE_ID\n", .sdmxCSV2), ("a.tsv", "", .tsv),
            ("a.json", "{\"reports\":[]}", .json), ("-", "{\"a\":1}\n{\"a\":2}\n", .ndjson),
            ("-", "\u{feff} {\"a\":\n1}", .json), ("-", "freq,geo\\time\t2020\n", .tsv),
            ("figures", "indicator,area\n", .csv), ("-", "[{},[]]", .json),
            ("packed.json", "", .json),
            ("x.json", "{\"meta\":{},\"data\":{\"dataSets\":[]}}", .sdmxJSON),
        ])
    func known(name: String, text: String, format: FileFormat) {
        #expect(FileFormat(name: name, beginning: Array(text.utf8)) == format)
    }

    @Test("Packed files are known by their first bytes, and named after what is in them")
    func packed() {
        #expect(FileFormat.encoding(of: [0x1f, 0x8b, 8]) == "gzip")
        #expect(FileFormat.encoding(of: [0x28, 0xb5, 0x2f, 0xfd, 0]) == "zstd")
        #expect(FileFormat.encoding(of: Array("indicator".utf8)) == nil)
        #expect(FileFormat.unpacked("a.csv.gz") == "a.csv")
        #expect(FileFormat.unpacked("a.ndjson.zst") == "a.ndjson")
    }
}
