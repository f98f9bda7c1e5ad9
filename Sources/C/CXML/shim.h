#include <libxml/parser.h>
#include <libxml/xmlreader.h>

// A reader over memory that fetches nothing, substitutes nothing and prints nothing; its errors are asked for.
static inline void xml_say_nothing(void *context, const xmlError *error) { (void)context; (void)error; }
static inline xmlTextReaderPtr xml_reader(const char *bytes, int count) {
    xmlTextReaderPtr reader = xmlReaderForMemory(
        bytes, count, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
    if (reader) xmlTextReaderSetStructuredErrorHandler(reader, (xmlStructuredErrorFunc)xml_say_nothing, NULL);
    return reader;
}
