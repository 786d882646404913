#!/usr/bin/env python3
"""Reads peil.outcomes, each event once. Needs confluent-kafka (PyPI).

    outcomes.py BROKERS [TOPIC]
"""

import json
import os
import sys

from confluent_kafka import Consumer

brokers = sys.argv[1]
topic = sys.argv[2] if len(sys.argv) > 2 else "peil.outcomes"
memory = "outcomes.handled.json"

# By partition, the highest (offset, n) that was handled. Keep it where you keep what you make of
# the events, in one transaction with it: then nothing is missed and nothing is done twice.
handled = {}
if os.path.exists(memory):
    with open(memory, encoding="utf-8") as file:
        handled = {partition: tuple(place) for partition, place in json.load(file).items()}

consumer = Consumer({
    "bootstrap.servers": brokers,
    "group.id": "outcomes-reader",
    "auto.offset.reset": "earliest",
    "enable.auto.commit": False,
})
consumer.subscribe([topic])
try:
    while True:
        record = consumer.poll(1.0)
        if record is None:
            continue
        if record.error():
            print(record.error(), file=sys.stderr)
            continue
        event = json.loads(record.value())
        # The id is the place of the event's cause: log-partition-offset-n-checksum.
        _, partition, offset, n, _ = event["id"].split("-")
        place = (int(offset), int(n))
        if place > handled.get(partition, (-1, -1)):
            print(event["type"], event["subject"], flush=True)
            handled[partition] = place
            with open(memory + ".new", "w", encoding="utf-8") as file:
                json.dump(handled, file)
            os.replace(memory + ".new", memory)
        consumer.commit(record, asynchronous=True)
except KeyboardInterrupt:
    consumer.close()
