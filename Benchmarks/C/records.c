// The floor that the Swift face is measured against: the same records, the same settings, in C.
//   records make FILE                           writes the records that both sides use
//   records produce SERVERS TOPIC FILE COUNT    appends COUNT records and waits until all are acknowledged
//   records consume SERVERS TOPIC COUNT PASSES  reads COUNT records from the beginning of all partitions, PASSES times
// Prints the seconds that it took and the processor's seconds.
#include "client.h"

static long acknowledged;

static void delivered(rd_kafka_t *client, const rd_kafka_message_t *message, void *opaque) {
    (void)client;
    (void)opaque;
    if (message->err) fail("append", rd_kafka_err2str(message->err));
    acknowledged++;
}

static int make(const char *path) {
    static const char *words[] = {"notification-requested", "decision-submitted", "meeting-arranged", "report-received"};
    FILE *file = fopen(path, "w");
    if (!file) fail("write the records", path);
    uint64_t random = 88172645463325252u;
    for (int i = 0; i < RECORDS; i++) {
        // An entry as the services write it, filled up to the size with hashes, which do not compress.
        char value[1024];
        int length = snprintf(value, sizeof value,
                              "{\"by\":\"notifier\",\"on\":\"2024-%02d-%02d\",\"seen\":%d,\"events\":[{\"type\":"
                              "\"council.annual-review.%s.v1\",\"id\":\"B-%05d/review-1\",\"data\":{\"document\":\"",
                              1 + i % 12, 1 + i % 28, 1000000 + i * 31, words[i % 4], 10000 + i);
        while (length < VALUE_SIZE) {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            length += snprintf(value + length, sizeof value - (size_t)length, "%016llx", (unsigned long long)random);
        }
        memcpy(value + VALUE_SIZE - 5, "\"}}]}", 5);
        fprintf(file, "B-%05d\t%.*s\n", 10000 + i, VALUE_SIZE, value);
    }
    return fclose(file);
}

static int produce(const char *servers, const char *name, const char *path, long count) {
    rd_kafka_t *producer = new_producer(servers, "5", "lz4", delivered);
    int32_t partitions;
    rd_kafka_topic_t *topic = open_topic(producer, name, &partitions);
    record *records = read_records(path, partitions);
    double start = seconds(), processor = processor_seconds();
    for (long i = 0; i < count; i++) {
        record *r = &records[i % RECORDS];
        while (rd_kafka_produce(topic, r->partition, RD_KAFKA_MSG_F_COPY, r->value, VALUE_SIZE, r->key, r->key_length,
                                (void *)(uintptr_t)i) < 0) {
            if (rd_kafka_last_error() != RD_KAFKA_RESP_ERR__QUEUE_FULL)
                fail("append", rd_kafka_err2str(rd_kafka_last_error()));
            rd_kafka_poll(producer, 10);
        }
        if (i % 1000 == 0) rd_kafka_poll(producer, 0);
    }
    while (acknowledged < count) rd_kafka_poll(producer, 100);
    printf("%.6f %.6f\n", seconds() - start, processor_seconds() - processor);
    rd_kafka_topic_destroy(topic);
    rd_kafka_destroy(producer);
    free(records);
    return 0;
}

static int consume(const char *servers, const char *name, long count, long passes) {
    rd_kafka_t *reader = new_reader(servers, "10");
    int32_t partitions;
    rd_kafka_topic_t *topic = open_topic(reader, name, &partitions);
    rd_kafka_queue_t *queue = rd_kafka_queue_new(reader);
    static rd_kafka_message_t *batch[MAXIMUM_BATCH];
    int64_t positions[MAXIMUM_PARTITIONS] = {0};
    long bytes = 0;
    double wall = 0, processor = 0;
    for (long pass = 0; pass < passes; pass++) {
        for (int32_t p = 0; p < partitions; p++)
            if (rd_kafka_consume_start_queue(topic, p, 0, queue)) fail("read", rd_kafka_err2str(rd_kafka_last_error()));
        // From the first batch on: what a new connection takes is not what is measured.
        double start = 0, processor_start = 0;
        for (long got = 0; got < count;) {
            ssize_t n = take_batch(queue, 100, batch);
            if (start == 0 && n > 0) {
                start = seconds();
                processor_start = processor_seconds();
            }
            for (ssize_t i = 0; i < n; i++) {
                rd_kafka_message_t *m = batch[i];
                if (!m->err) {
                    positions[m->partition] = m->offset + 1;
                    bytes += (long)m->key_len + (long)m->len;
                    got++;
                } else if (m->err != RD_KAFKA_RESP_ERR__PARTITION_EOF) {
                    fail("read", rd_kafka_message_errstr(m));
                }
                rd_kafka_message_destroy(m);
            }
        }
        wall += seconds() - start;
        processor += processor_seconds() - processor_start;
        for (int32_t p = 0; p < partitions; p++) rd_kafka_consume_stop(topic, p);
    }
    printf("%.6f %.6f\n", wall, processor);
    if (bytes == 0 || positions[0] < 0) return 1;
    rd_kafka_topic_destroy(topic);
    rd_kafka_queue_destroy(queue);
    rd_kafka_destroy(reader);
    return 0;
}

int main(int argc, char **argv) {
    if (argc == 3 && !strcmp(argv[1], "make")) return make(argv[2]);
    if (argc == 6 && !strcmp(argv[1], "produce")) return produce(argv[2], argv[3], argv[4], atol(argv[5]));
    if (argc == 6 && !strcmp(argv[1], "consume")) return consume(argv[2], argv[3], atol(argv[4]), atol(argv[5]));
    fprintf(stderr, "usage: records make FILE | produce SERVERS TOPIC FILE COUNT | consume SERVERS TOPIC COUNT PASSES\n");
    return 2;
}
