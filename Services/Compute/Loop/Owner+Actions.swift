internal import Log
internal import Messages
internal import Store
internal import Telemetry

// What a heart wants done.
extension Owner {
    func perform(_ action: Action) {
        switch action {
        case .start(let offset): start(at: offset)
        case .append(let id, let batch): append(id, batch)
        case .commit(let rows): commit(rows)
        case .retake(let error):
            surroundings.metrics.retakes.add()
            surroundings.consumer.stop([updates])
            file = nil
            pause(error.description)
        case .rebuild(let reason):
            surroundings.metrics.rebuilds.add()
            surroundings.logger.warning(
                "a partition is built again from the log",
                ["partition": partition, "reason": reason])
            file = nil
            shelf.remove(partition: partition)
            take()
        case .halt(let alarm): stop(alarm)
        }
    }

    /// Begins with what the file holds and the log says.
    func take() {
        do throws(StoreError) {
            let content = try shelf.open(heart.log, partition: partition)
            if let cause = content.quarantined { tellQuarantined(cause) }
            begin(with: content)
        } catch {
            pause(error.description)
        }
    }

    private func begin(with content: consuming Shelf.Content) {
        let checkpoint = content.checkpoint
        do throws(LogError) {
            let evidence = try Evidence(from: surroundings.log, partition: partition, checkpoint)
            file = content.file
            fault = nil
            surroundings.health.tell(partition, committed: checkpoint?.next ?? 0)
            perform(heart.take(checkpoint, content.state, evidence))
        } catch {
            pause(error.description)
        }
    }

    private func start(at offset: Int64) {
        do throws(LogError) {
            try surroundings.consumer.start([updates: offset])
        } catch .outOfRange(_, let wanted, let held) {
            halt(.log(.outOfRange(updates, wanted: wanted, held: held)))
        } catch {
            perform(heart.failed(error))
        }
    }

    private func append(_ id: BatchID, _ batch: Batch) {
        let (acknowledgements, consumer) = (surroundings.acknowledgements, surroundings.consumer)
        let (number, seconds, begin) = (
            number, surroundings.metrics.appendSeconds, ContinuousClock.now
        )
        surroundings.log.append(batch) { result in
            if case .success = result {
                seconds.observe((ContinuousClock.now - begin) / .seconds(1))
            }
            acknowledgements.add(.init(owner: number, batch: id, result: result))
            consumer.wake()
        }
    }

    func commit(_ rows: Rows) {
        guard let file else { return }
        let begin = ContinuousClock.now
        do throws(StoreError) {
            try file.write(rows)
        } catch .corrupt(let cause) {
            unwritten = nil
            self.file = nil
            quarantine(cause)
            return perform(heart.failed(.unavailable(cause)))
        } catch {
            // The rows are kept, and nothing more is folded until they are written.
            surroundings.consumer.stop([updates])
            unwritten = rows
            return pause(error.description)
        }
        let metrics = surroundings.metrics
        metrics.commits.add()
        metrics.commitRows.add(rows.count)
        metrics.commitSeconds.observe((ContinuousClock.now - begin) / .seconds(1))
        recovered()
        let wasStopped = unwritten != nil
        unwritten = nil
        surroundings.consumer.report([updates: heart.next])
        surroundings.health.tell(partition, committed: heart.next)
        perform(heart.committed())
        if wasStopped, heart.takesRecords { start(at: heart.next) }
    }

    private func quarantine(_ cause: String) {
        do throws(StoreError) {
            tellQuarantined(try shelf.quarantine(partition: partition, cause))
        } catch {
            pause(error.description)
        }
    }

    private func tellQuarantined(_ cause: String) {
        surroundings.metrics.quarantined.add()
        surroundings.logger.error(
            "a damaged file was moved aside", ["partition": partition, "cause": cause])
    }

    private func recovered() {
        failures = 0
        fault = nil
    }

    private func stop(_ alarm: Alarm) {
        surroundings.consumer.stop([updates])
        unwritten = nil
        retryAt = nil
        fault = alarm.description
        surroundings.logger.error(
            "a partition is stopped until a person has looked",
            ["partition": partition, "reason": alarm.description])
    }

    /// 0.1 s, then twice as long each time, up to 5 s.
    private func pause(_ reason: String) {
        let milliseconds = min(100 << min(failures, 6), 5000)
        failures += 1
        fault = reason
        retryAt = .now + .milliseconds(milliseconds)
        surroundings.logger.warning(
            "a partition waits",
            ["partition": partition, "reason": reason, "milliseconds": milliseconds])
    }
}
