// The floor of a service that answers what it reads, the least that can read a log, and the clock for both and for the
// services themselves.
//   steps copy SERVERS TOPIC STEP LINGER-MS
// answers in TOPIC each record of TOPIC that begins with the digit before STEP (a `{`, for step 1) by one that begins with
// STEP and is else the same, until it is killed. It reads its own answers back, as a service on one log does.
//   steps measure SERVERS IN OUT RECORD COUNT RATE FIRST MARK COMPRESSION
// appends COUNT records to IN and reads OUT until there are as many that begin with MARK; RATE a second, 0 for as fast
// as it goes. They are the one in the file RECORD, each with a submission key and a document of its own, of CASES cases
// from the number FIRST on, compressed by COMPRESSION. Prints how many it read in a second, and the milliseconds from
// append to answer: p50, p99 and the longest, without the first fifth; they count where no case is used twice.
//   steps read SERVERS TOPIC COUNT
// reads COUNT records from the beginning; prints the seconds from the first to the last, and the processor's.
#include "client.h"
#include <pthread.h>
#include <unistd.h>

enum { CASES = 100000, LONGEST_RECORD = 4096, LONGEST_RUN_S = 120, SETTLE_MS = 1000 };

static void delivered(rd_kafka_t *client, const rd_kafka_message_t *message, void *opaque) {
    (void)client;
    (void)opaque;
    if (message->err) fail("append", rd_kafka_err2str(message->err));
}

typedef struct {
    rd_kafka_topic_t *topic;
    rd_kafka_queue_t *queue;
    int32_t partitions;
    rd_kafka_message_t *batch[MAXIMUM_BATCH];
} reading;

// Reads every partition, from its end or from its beginning.
static reading *open_reading(const char *servers, const char *name, int from_end) {
    reading *r = calloc(1, sizeof *r);
    rd_kafka_t *reader = new_reader(servers, "10");
    r->topic = open_topic(reader, name, &r->partitions);
    r->queue = rd_kafka_queue_new(reader);
    for (int32_t p = 0; p < r->partitions; p++) {
        int64_t low = 0, high = 0;
        if (from_end && rd_kafka_query_watermark_offsets(reader, name, p, &low, &high, 10000))
            fail("read", "no watermarks");
        if (rd_kafka_consume_start_queue(r->topic, p, high, r->queue)) fail("read", "cannot start");
    }
    return r;
}

static void append(
    rd_kafka_t *producer, rd_kafka_topic_t *topic, int32_t partition, const void *key, size_t key_length,
    const void *value, size_t length) {
    while (rd_kafka_produce(topic, partition, RD_KAFKA_MSG_F_COPY, (void *)value, length, key, key_length, NULL) < 0) {
        if (rd_kafka_last_error() != RD_KAFKA_RESP_ERR__QUEUE_FULL)
            fail("append", rd_kafka_err2str(rd_kafka_last_error()));
        rd_kafka_poll(producer, 1);
    }
}

static _Noreturn void copy(const char *servers, const char *name, char step, const char *linger_ms) {
    char before = step == '1' ? '{' : (char)(step - 1), value[LONGEST_RECORD];
    int32_t partitions;
    rd_kafka_t *producer = new_producer(servers, linger_ms, "lz4", delivered);
    rd_kafka_topic_t *out = open_topic(producer, name, &partitions);
    reading *r = open_reading(servers, name, 1);
    for (;;) {
        ssize_t n = take_batch(r->queue, 50, r->batch);
        for (ssize_t i = 0; i < n; i++) {
            rd_kafka_message_t *m = r->batch[i];
            if (!m->err && m->len > 0 && m->len <= sizeof value && *(char *)m->payload == before) {
                memcpy(value, m->payload, m->len);
                value[0] = step;
                append(producer, out, m->partition, m->key, m->key_len, value, m->len);
            }
            rd_kafka_message_destroy(m);
        }
        rd_kafka_poll(producer, 0);
    }
}

static void read_all(const char *servers, const char *name, long count) {
    reading *r = open_reading(servers, name, 0);
    double start = 0, processor = 0;
    for (long got = 0; got < count;) {
        ssize_t n = take_batch(r->queue, 100, r->batch);
        if (n > 0 && start == 0) {
            start = seconds();
            processor = processor_seconds();
        }
        for (ssize_t i = 0; i < n; i++) {
            if (!r->batch[i]->err) got++;
            rd_kafka_message_destroy(r->batch[i]);
        }
    }
    printf("%.6f %.6f\n", seconds() - start, processor_seconds() - processor);
}

#define DOCUMENT "\"document\":\""

// What is measured: set before the writer's thread starts, and `sent` read only of records that came back.
static struct {
    const char *servers, *in, *compression;
    char record[LONGEST_RECORD];
    size_t length;
    char *key_of_submission, *document;
    long count, rate, first;
    double *sent;
} measured;

static void read_record(const char *path) {
    static const char none[] = "AAAAAAAAAAAAAAAAAAAAAA";
    FILE *file = fopen(path, "r");
    if (!file || !fgets(measured.record, sizeof measured.record, file)) fail("read the record", path);
    fclose(file);
    measured.record[strcspn(measured.record, "\n")] = 0;
    measured.length = strlen(measured.record);
    measured.key_of_submission = strstr(measured.record, none);
    measured.document = strstr(measured.record, DOCUMENT);
    if (!measured.key_of_submission || !measured.document) fail("find the submission's key and a document", path);
    measured.document += strlen(DOCUMENT);
}

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// A submission's key that no other run has, the process and the number in it, and a document that no other record names:
// as random as they are in earnest, so that no side compresses what cannot be compressed. The last character of each
// holds fewer bits, and stays.
static void name_submission(unsigned long number) {
    static uint64_t random = 0x9E3779B97F4A7C15;
    unsigned long long rest = (unsigned long long)getpid() << 32 | number;
    for (int i = 0; i < 10; i++, rest >>= 6) measured.key_of_submission[i] = digits[rest & 63];
    for (int i = 0; i < 11 + 42; i++) {
        if (i % 10 == 0) {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
        }
        char digit = digits[random >> (i % 10 * 6) & 63];
        if (i < 11) measured.key_of_submission[10 + i] = digit;
        else measured.document[i - 11] = digit;
    }
}

static void *append_all(void *unused) {
    int32_t partitions;
    rd_kafka_t *producer = new_producer(measured.servers, measured.rate ? "0" : "5", measured.compression, delivered);
    rd_kafka_topic_t *topic = open_topic(producer, measured.in, &partitions);
    double start = seconds();
    for (long i = 0; i < measured.count; i++) {
        for (double wait; measured.rate && (wait = start + (double)i / (double)measured.rate - seconds()) > 0;) {
            rd_kafka_poll(producer, 0);
            if (wait > 0.0002) usleep(100);
        }
        char key[24];
        size_t length = (size_t)sprintf(key, "B-%ld", measured.first + i % CASES);
        int32_t partition = (int32_t)((murmur2((unsigned char *)key, length) & 0x7fffffff) % (uint32_t)partitions);
        name_submission((unsigned long)i);
        measured.sent[i] = seconds();
        append(producer, topic, partition, key, length, measured.record, measured.length);
        if (i % 1000 == 0) rd_kafka_poll(producer, 0);
    }
    rd_kafka_flush(producer, 60000);
    return unused;
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static int measure(const char *out, const char *mark) {
    reading *r = open_reading(measured.servers, out, 1);
    for (double start = seconds(); seconds() - start < SETTLE_MS / 1e3;) {
        ssize_t n = take_batch(r->queue, 50, r->batch);
        for (ssize_t i = 0; i < n; i++) rd_kafka_message_destroy(r->batch[i]);
    }
    double *took = calloc((size_t)measured.count, sizeof *took), start = seconds();
    size_t mark_length = strlen(mark);
    long got = 0;
    pthread_t writer;
    measured.sent = calloc((size_t)measured.count, sizeof *measured.sent);
    if (!took || !measured.sent || pthread_create(&writer, NULL, append_all, NULL)) fail("start", "no memory or thread");
    while (got < measured.count && seconds() - start < LONGEST_RUN_S) {
        ssize_t n = take_batch(r->queue, 50, r->batch);
        double now = seconds();
        for (ssize_t i = 0; i < n; i++) {
            rd_kafka_message_t *m = r->batch[i];
            if (!m->err && got < measured.count && m->len >= mark_length && !memcmp(m->payload, mark, mark_length)) {
                char key[24] = {0};
                if (m->key_len > 2 && m->key_len < sizeof key) memcpy(key, m->key, m->key_len);
                long number = strtol(key + 2, NULL, 10) - measured.first;
                // Another's record, as of a day.
                if (number >= 0 && number < CASES && number < measured.count) took[got++] = now - measured.sent[number];
            }
            rd_kafka_message_destroy(m);
        }
    }
    double elapsed = seconds() - start;
    long warm = got / 5, n = got - warm;
    if (got < measured.count) {
        fprintf(stderr, "steps: %ld of %ld answers in %d s\n", got, measured.count, LONGEST_RUN_S);
        return 1;
    }
    qsort(took + warm, (size_t)n, sizeof *took, ascending);
    printf("%.0f %.3f %.3f %.3f\n", (double)got / elapsed, took[warm + n / 2] * 1e3, took[warm + n * 99 / 100] * 1e3,
        took[warm + n - 1] * 1e3);
    return 0;
}

int main(int argc, char **argv) {
    const char *mode = argc > 1 ? argv[1] : "";
    if (!strcmp(mode, "copy") && argc == 6) copy(argv[2], argv[3], *argv[4], argv[5]);
    if (!strcmp(mode, "read") && argc == 5) {
        read_all(argv[2], argv[3], atol(argv[4]));
        return 0;
    }
    if (!strcmp(mode, "measure") && argc == 11) {
        measured.servers = argv[2];
        measured.in = argv[3];
        read_record(argv[5]);
        measured.count = atol(argv[6]);
        measured.rate = atol(argv[7]);
        measured.first = atol(argv[8]);
        measured.compression = argv[10];
        if (measured.count < 1 || measured.rate < 0) fail("start", "COUNT or RATE");
        return measure(argv[4], argv[9]);
    }
    fprintf(stderr,
        "usage: steps copy SERVERS TOPIC STEP LINGER-MS | steps read SERVERS TOPIC COUNT |\n"
        "       steps measure SERVERS IN OUT RECORD COUNT RATE FIRST MARK COMPRESSION\n");
    return 2;
}
