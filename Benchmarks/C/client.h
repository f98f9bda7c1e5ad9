// What the C programs share: clients set up as Sources/Kafka sets up its own, the records that both sides use, and time.
#pragma once
#include <librdkafka/rdkafka.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { VALUE_SIZE = 300, RECORDS = 4096, MAXIMUM_BATCH = 1000, MAXIMUM_PARTITIONS = 256 };

typedef struct {
    char key[16];
    size_t key_length;
    int32_t partition;
    char value[VALUE_SIZE];
} record;

typedef struct {
    const char *name, *value;
} setting;

static inline double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

// The processor time of this process, librdkafka's threads among it.
static inline double processor_seconds(void) {
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    return (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
           (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
}

static inline _Noreturn void fail(const char *doing, const char *why) {
    fprintf(stderr, "in C: cannot %s: %s\n", doing, why);
    exit(1);
}

static inline rd_kafka_conf_t *configured(const char *servers, const setting *settings, size_t count) {
    const setting common[] = {
        {"bootstrap.servers", servers},        {"client.id", "in-c"},
        {"socket.nagle.disable", "true"},      {"log.thread.name", "false"},
        {"allow.auto.create.topics", "false"}, {"log.connection.close", "false"},
        // Warnings are left out, as they are where no log is given in Swift.
        {"log_level", "3"},
    };
    char error[512];
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (rd_kafka_conf_set(conf, common[i].name, common[i].value, error, sizeof error)) fail("configure", error);
    for (size_t i = 0; i < count; i++)
        if (rd_kafka_conf_set(conf, settings[i].name, settings[i].value, error, sizeof error)) fail("configure", error);
    return conf;
}

static inline rd_kafka_t *opened(rd_kafka_type_t type, rd_kafka_conf_t *conf) {
    char error[512];
    rd_kafka_t *client = rd_kafka_new(type, conf, error, sizeof error);
    if (!client) fail("open a client", error);
    return client;
}

// `delivered` is called for each record that was acknowledged or failed, when the producer is polled.
static inline rd_kafka_t *new_producer(
    const char *servers, const char *linger_ms, const char *compression,
    void (*delivered)(rd_kafka_t *, const rd_kafka_message_t *, void *)) {
    const setting settings[] = {
        {"enable.idempotence", "true"},
        {"acks", "all"},
        {"compression.type", compression},
        {"linger.ms", linger_ms},
        {"queue.buffering.max.messages", "100000"},
        {"queue.buffering.max.kbytes", "262144"},
        {"batch.size", "1000000"},
        {"delivery.timeout.ms", "120000"},
    };
    rd_kafka_conf_t *conf = configured(servers, settings, sizeof settings / sizeof *settings);
    rd_kafka_conf_set_dr_msg_cb(conf, delivered);
    return opened(RD_KAFKA_PRODUCER, conf);
}

static inline rd_kafka_t *new_reader(const char *servers, const char *fetch_wait_ms) {
    const setting settings[] = {
        {"enable.auto.commit", "false"},      {"enable.auto.offset.store", "false"},
        {"auto.offset.reset", "error"},       {"enable.partition.eof", "true"},
        {"fetch.wait.max.ms", fetch_wait_ms}, {"queued.min.messages", "100000"},
        {"fetch.error.backoff.ms", "20"},     {"queued.max.messages.kbytes", "65536"},
    };
    return opened(RD_KAFKA_CONSUMER, configured(servers, settings, sizeof settings / sizeof *settings));
}

static inline rd_kafka_topic_t *open_topic(rd_kafka_t *client, const char *name, int32_t *partitions) {
    rd_kafka_topic_t *topic = rd_kafka_topic_new(client, name, NULL);
    const struct rd_kafka_metadata *metadata;
    rd_kafka_resp_err_t error = rd_kafka_metadata(client, 0, topic, &metadata, 10000);
    if (error) fail("ask for the topic", rd_kafka_err2str(error));
    *partitions = metadata->topics[0].partition_cnt;
    rd_kafka_metadata_destroy(metadata);
    if (*partitions < 1 || *partitions > MAXIMUM_PARTITIONS) fail("use the topic", "too few or too many partitions");
    return topic;
}

// Waits for one message, then takes what else is there: rd_kafka_consume_batch_queue alone would wait until the batch
// is full or the time is up. As Sources/Kafka/Reader.swift does.
static inline ssize_t take_batch(rd_kafka_queue_t *queue, int timeout_ms, rd_kafka_message_t **batch) {
    batch[0] = rd_kafka_consume_queue(queue, timeout_ms);
    if (!batch[0]) return 0;
    ssize_t more = rd_kafka_consume_batch_queue(queue, 0, batch + 1, MAXIMUM_BATCH - 1);
    return 1 + (more > 0 ? more : 0);
}

static inline uint32_t murmur2(const unsigned char *key, size_t length) {
    const uint32_t m = 0x5bd1e995;
    uint32_t h = 0x9747b28c ^ (uint32_t)length;
    for (; length >= 4; key += 4, length -= 4) {
        uint32_t k;
        memcpy(&k, key, 4);
        k *= m;
        k ^= k >> 24;
        k *= m;
        h *= m;
        h ^= k;
    }
    if (length >= 3) h ^= (uint32_t)key[2] << 16;
    if (length >= 2) h ^= (uint32_t)key[1] << 8;
    if (length >= 1) {
        h ^= key[0];
        h *= m;
    }
    h ^= h >> 13;
    h *= m;
    return h ^ h >> 15;
}

// The records of a file that `records FILE` made: a line each, the key, a tab and the value.
static inline record *read_records(const char *path, int32_t partitions) {
    record *records = calloc(RECORDS, sizeof *records);
    FILE *file = fopen(path, "r");
    char line[VALUE_SIZE + 64];
    if (!file) fail("open the records", path);
    for (int i = 0; i < RECORDS; i++) {
        char *tab = fgets(line, sizeof line, file) ? strchr(line, '\t') : NULL;
        if (!tab || tab - line >= (long)sizeof records[i].key || strlen(tab + 1) != VALUE_SIZE + 1)
            fail("read the records", path);
        records[i].key_length = (size_t)(tab - line);
        memcpy(records[i].key, line, records[i].key_length);
        memcpy(records[i].value, tab + 1, VALUE_SIZE);
        uint32_t hash = murmur2((unsigned char *)line, records[i].key_length);
        records[i].partition = (int32_t)((hash & 0x7fffffff) % (uint32_t)partitions);
    }
    fclose(file);
    return records;
}
