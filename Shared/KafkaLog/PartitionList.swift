internal import CRdkafka
internal import Log

/// Owns a list of partitions as librdkafka takes them.
///
/// Safe: the list is made and freed here, once.
@safe struct PartitionList: ~Copyable {
    typealias Pointer = UnsafeMutablePointer<rd_kafka_topic_partition_list_t>
    private let pointer: Pointer

    init(capacity: Int = 0) {
        // Never nil: librdkafka ends the process where memory ends.
        unsafe pointer = rd_kafka_topic_partition_list_new(Int32(capacity))
    }

    deinit { unsafe rd_kafka_topic_partition_list_destroy(pointer) }

    func add(_ topic: String, _ partition: Int32, offset: Int64? = nil) {
        let entry = unsafe rd_kafka_topic_partition_list_add(pointer, topic, partition)
        if let offset, let entry = unsafe entry { unsafe entry.pointee.offset = offset }
    }

    /// Lends the list to `body`.
    func with<Result>(_ body: (Pointer) -> Result) -> Result { unsafe body(pointer) }

    /// The numbers in somebody's list.
    static func numbers(in list: Pointer) -> [Int32] {
        (0..<Int(unsafe list.pointee.cnt)).map { unsafe list.pointee.elems[$0].partition }
    }
}
