import Log
import Testing

@testable import LocalLog

/// Who is woken: nobody loses a processor to what is not theirs.
@Suite("Waking")
struct WakeTests {
    private let numbering = Numbering(partitionCount: 2)

    private func feed() -> Feed {
        Feed(
            numbering: numbering, ends: Array(repeating: 0, count: numbering.count),
            tailBytes: 1 << 20)
    }

    private func cursor(_ partitions: Partition...) -> Cursor {
        var cursor = Cursor()
        for partition in partitions { cursor.set(numbering.index(of: partition), to: 0) }
        return cursor
    }

    private func segment() -> Segment {
        var segment = Segment()
        let value: [UInt8] = [1]
        segment.add(offset: 0, key: value.span, value: value.span)
        return segment
    }

    @Test("a commit wakes those who read what it wrote, and nobody else")
    func commits() throws {
        var feed = feed()
        let (written, other) = (Partition(.updates, 1), Partition(.outcomes, 1))
        let readers = [cursor(written), cursor(other), cursor(other, written)]
        let bells = readers.map { _ in Bell() }
        for (reader, bell) in zip(readers, bells) {
            let id = try feed.join(nil)
            let step = feed.step(for: id, of: nil, reader, limit: 1, bell)
            guard case nil = step else {
                Issue.record("there was nothing to do")
                return
            }
        }
        feed.publish([(index: numbering.index(of: written), segment: segment())])
        #expect(bells.map { $0.wait(timeoutMilliseconds: 0) } == [true, false, true])
    }

    @Test("a wake is for one, also where it comes before the wait")
    func wakes() throws {
        var feed = feed()
        let (one, other) = (try feed.join(nil), try feed.join(nil))
        let (bell, otherBell) = (Bell(), Bell())
        #expect(feed.news(one, nil, bell) == nil)
        #expect(feed.news(other, nil, otherBell) == nil)
        feed.wake(one)
        #expect(bell.wait(timeoutMilliseconds: 0))
        #expect(!otherBell.wait(timeoutMilliseconds: 0))
        #expect(feed.news(one, nil, bell) == .idle)
        feed.wake(other)
        feed.wake(other)
        #expect(feed.news(other, nil, otherBell) == .idle)
        #expect(feed.news(other, nil, otherBell) == nil)
    }

    @Test("members of a group are woken when one joins or leaves, and all are when the log closes")
    func groups() throws {
        var feed = feed()
        let group = Feed.GroupName(name: "compute", topic: .updates)
        let (bell, alone) = (Bell(), Bell())
        let (first, reader) = (try feed.join(group), try feed.join(nil))
        let all = [Partition(.updates, 0), Partition(.updates, 1)]
        #expect(feed.news(first, group, bell) == .claimed(all))
        #expect(feed.news(first, group, bell) == nil)
        let second = try feed.join(group)
        #expect(bell.wait(timeoutMilliseconds: 0))
        #expect(feed.news(first, group, bell) == .revoked(all))
        #expect(feed.news(second, group, alone) == nil)
        feed.polled(group, by: first)
        #expect(alone.wait(timeoutMilliseconds: 0))
        #expect(feed.news(reader, nil, bell) == nil)
        feed.close()
        #expect(bell.wait(timeoutMilliseconds: 0))
    }
}

extension Feed {
    /// What a reader is told to do; nil: to wait.
    fileprivate mutating func news(_ id: Int, _ group: GroupName?, _ bell: Bell) -> Poll? {
        guard case .tell(let news) = step(for: id, of: group, Cursor(), limit: 1, bell) else {
            return nil
        }
        return news
    }
}
