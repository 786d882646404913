internal import CRdkafka
internal import Log

extension LogError {
    /// What an error of librdkafka's means to the caller.
    init(_ code: rd_kafka_resp_err_t) {
        self = .unavailable(describe(code))
    }
}

/// In librdkafka's words: `Local: Broker transport failure`.
func describe(_ code: rd_kafka_resp_err_t) -> String {
    // A constant of the library's.
    unsafe String(cString: rd_kafka_err2str(code))
}
