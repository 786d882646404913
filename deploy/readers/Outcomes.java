import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads peil.outcomes from its start, each event once. Needs the jars of any Kafka distribution.
 *
 * <pre>java -cp '/opt/kafka/libs/*' deploy/readers/Outcomes.java BROKERS [TOPIC]</pre>
 */
public class Outcomes {
    /** Where the cause of an event stands: the offset of the update, and which of its events. */
    record Place(long offset, long n) {
        boolean isAbove(Place other) {
            return offset != other.offset ? offset > other.offset : n > other.n;
        }
    }

    public static void main(String[] arguments) throws Exception {
        String topic = arguments.length > 1 ? arguments[1] : "peil.outcomes";
        Properties properties = new Properties();
        properties.put("bootstrap.servers", arguments[0]);
        properties.put("enable.auto.commit", "false");
        properties.put("key.deserializer", ByteArrayDeserializer.class.getName());
        properties.put("value.deserializer", ByteArrayDeserializer.class.getName());
        ObjectMapper json = new ObjectMapper();
        // By partition, the highest place that was handled. Kept together with what is made of the
        // events, and with it the position to seek to, it outlives this program.
        Map<String, Place> handled = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(one -> new TopicPartition(one.topic(), one.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (true) {
                for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofSeconds(1))) {
                    JsonNode event = json.readTree(one.value());
                    // log-partition-offset-n-checksum
                    String[] id = event.get("id").asText().split("-");
                    Place place = new Place(Long.parseLong(id[2]), Long.parseLong(id[3]));
                    if (!place.isAbove(handled.getOrDefault(id[1], new Place(-1, -1)))) continue;
                    System.out.println(
                        event.get("type").asText() + " " + event.get("subject").asText());
                    handled.put(id[1], place);
                }
            }
        }
    }
}
