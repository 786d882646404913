#!/usr/bin/env python3
"""Reads peil.outcomes, each event once, and goes on where it was. Needs confluent-kafka (PyPI).

    outcomes.py BROKERS [TOPIC]
"""

import json
import os
import sys

from confluent_kafka import Consumer, TopicPartition

brokers = sys.argv[1]
topic = sys.argv[2] if len(sys.argv) > 2 else "peil.outcomes"

# By partition, the record to go on with, and the highest (offset, n) that was handled. Keep it
# where you keep what you make of the events, in one transaction with it: then nothing is missed
# and nothing is done twice.
memory = "outcomes.memory.json"
places = {}
if os.path.exists(memory):
    with open(memory, encoding="utf-8") as file:
        places = json.load(file)

consumer = Consumer({
    "bootstrap.servers": brokers,
    "group.id": "outcomes-reader",  # wanted by the library; nobody shares the work here
    "enable.auto.commit": False,
})
partitions = consumer.list_topics(topic, timeout=10).topics[topic].partitions
consumer.assign([
    TopicPartition(topic, number, places.get(str(number), {}).get("next", 0))
    for number in partitions
])
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
        place = places.setdefault(partition, {"handled": [-1, -1]})
        if [int(offset), int(n)] > place["handled"]:
            print(event["type"], event["subject"], flush=True)
            place["handled"] = [int(offset), int(n)]
        place["next"] = record.offset() + 1
        with open(memory + ".new", "w", encoding="utf-8") as file:
            json.dump(places, file)
        os.replace(memory + ".new", memory)
except KeyboardInterrupt:
    consumer.close()
