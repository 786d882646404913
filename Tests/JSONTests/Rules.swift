/// RFC 8259 section by section.
let rules: [Rule] = [
    Rule(
        "2: one value, with white space around it",
        kept: ["1", " \t\r\n1 \t\r\n", "null", #""a""#, "[]", "{}", "[\n]", "{\t}"],
        broken: [
            "", " ", "1 2", "[]]", "{}{}", "1,", "\u{c}1", "1\u{b}", "\u{a0}1", "\u{feff}1", "1\0",
            "#1", "/* */1", "1 // one", "//", "\u{2028}[]",
        ]),
    Rule(
        "3: three literal names in lower case",
        kept: ["true", "false", "null", "[true,false,null]"],
        broken: [
            "True", "TRUE", "nul", "nulll", "truefalse", "tru", "fals", "f", "t", "n", "undefined",
            "NaN", "Infinity", "-Infinity", "[nul]", "[true false]", "nan", "inf",
        ]),
    Rule(
        "4: objects are names and values with a comma between them",
        kept: [
            "{}", #"{"a":1}"#, #"{"":0}"#, #"{"a":{"a":{}}}"#, #" { "a" : 1 , "b" : 2 } "#,
            #"{"\u0061":1,"b":[]}"#, #"{"é":"é"}"#,
        ],
        broken: [
            "{", "}", #"{"a""#, #"{"a":"#, #"{"a":1"#, #"{"a":1,"#, #"{"a":1,}"#, #"{,"a":1}"#,
            #"{"a":1,,"b":2}"#, #"{"a":1 "b":2}"#, #"{"a" 1}"#, #"{"a"::1}"#, #"{"a":}"#,
            #"{"a"}"#, #"{"a","b"}"#, "{a:1}", "{'a':1}", "{1:1}", "{null:1}", "{[]:1}", "{:1}",
            #"{"a":1]"#, #"{"a":1;"b":2}"#, #"{"a"=1}"#, #"{"a":1}}"#, "{,}", #"{"a":1:2}"#,
        ]),
    Rule(
        "5: arrays are values with a comma between them",
        kept: ["[]", "[1]", "[1,2]", "[ 1 , [2,[3]], {} ]", "[[],[]]", #"["a",1,null]"#],
        broken: [
            "[", "]", "[1", "[1,", "[1,]", "[,]", "[,1]", "[1,,2]", "[1 2]", "[1}", "[1;2]",
            "[1:2]", "[[]", "[]]", "[\"a\"", "[1,2", "(1)", #"["a":1]"#, "[...]", "[*]",
        ]),
    Rule(
        "6: numbers are decimal, without zeros in front, with digits on both sides of a point",
        kept: [
            "0", "-0", "7", "-7", "10", "0.5", "-0.5", "1.0", "1e5", "1E5", "1e+5", "1e-5", "0e0",
            "0E-0", "1.25e-12", "123456789012345678901234567890", "0.0000000000000000000000001",
            "1e-400", "1e00005", "0e999999999999999999999", "[-1,-2.5]", "1.7976931348623157e308",
        ],
        broken: [
            "00", "01", "-01", "-", "+1", "--1", "1.", ".5", "-.5", "1.e5", "1e", "1e+", "1e-",
            "1ee5", "1e5.5", "1.2.3", "0x10", "1_000", "1,000", "1 000", "1a", "0b1", "1e1e1",
            "\u{ff11}",
            "²", "1e400", "-1e400", "1.8e308", "-a", "- 1", "1+1", "0.e1", "00.5", "1f",
        ]),
    Rule(
        "7: strings stand in quotation marks; controls, quotes and backslashes are escaped",
        kept: [
            #""""#, #""a""#, #""\"\\\/\b\f\n\r\t""#, #""\u0000""#, #""\u00E9\u00e9""#,
            #""\uD834\uDD1E""#, #""\ufffe\uffff""#, "\"\u{7f}\"", "\"é€😀\"", "\"\u{2028}\u{2029}\"",
            #""a longer text, so that words of eight bytes are looked at \\ in one step""#,
            #""/""#, #""'""#, "\"\u{10ffff}\"",
        ],
        broken: [
            "\"", "\"a", "'a'", "a", #""\a""#, #""\x41""#, #""\'""#, #""\0""#, #""\u""#,
            #""\u12""#, #""\u123""#, #""\u123g""#, #""\U0041""#, #""\u+041""#, #""\"#, #""\""#,
            "\"\n\"", "\"\t\"", "\"\0\"", "\"\u{1f}\"", "\"a\nb\"", #""a"b""#, "\"\\\n\"", #""\é""#,
            "\"12345678\n\"", #""\ ""#, "\u{201c}a\u{201d}",
        ]),
    Rule(
        "8: a surrogate comes with its other half, as UTF-8 has no text for one alone",
        kept: [#""\ud83d\ude00""#, #""\uDBFF\uDFFF""#, #"{"\ud83d\ude00":1}"#, #""\ud7ff\ue000""#],
        broken: [
            #""\ud83d""#, #""\ude00""#, #""\ude00\ud83d""#, #""\ud83d\ud83d""#, #""\ud83da""#,
            #""\ud83d\n""#, #""\ud83d\u0061""#, #""\ud83d\"#, #""\ud83d\u""#, #""\ud83d\ude""#,
            #"{"\ud83d":1}"#,
        ]),
]
