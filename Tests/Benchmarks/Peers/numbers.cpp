// The C++ side of the benchmark of JSON numbers, on one thread: simdjson reads, std::to_chars writes.
//
// For each line of standard input, the name of a case, it does one round and answers the nanoseconds of processor time
// that took and a checksum; 0 where texts may differ. The numbers are those of Numbers.swift.
#include <charconv>
#include <cstdint>
#include <cstring>
#include <ctime>
#include <iostream>
#include <simdjson.h>
#include <string>
#include <vector>

static constexpr size_t count = 50176;

static uint64_t word(uint64_t index) {
    uint64_t z = (index + 1) * UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static std::string document(int places) {
    std::string text = "[";
    uint64_t bound = 1;
    for (int i = 0; i < places; i++) bound *= 10;
    for (size_t i = 0; i < count; i++) {
        const std::string digits = std::to_string(word(i) % bound);
        text += (i > 0 ? ", 0." : "0.") + std::string(places - digits.size(), '0') + digits;
    }
    return text + "]";
}

static double processor_time() {
    timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return time.tv_sec * 1e9 + time.tv_nsec;
}

static void read(int places) {
    static std::string texts[32];
    std::string &text = texts[places];
    if (text.empty()) text = document(places);
    static simdjson::ondemand::parser parser;
    const double begin = processor_time();
    // A body comes without room behind it, so the copy counts.
    const simdjson::padded_string padded(text);
    std::vector<float> values;
    values.reserve(count);
    auto parsed = parser.iterate(padded);
    for (auto value : parsed.get_array()) values.push_back(static_cast<float>(value.get_double().value()));
    const double end = processor_time();
    uint64_t sum = 0;
    for (size_t i = 0; i < values.size(); i++) {
        uint32_t bits;
        std::memcpy(&bits, &values[i], sizeof bits);
        sum += bits * static_cast<uint64_t>(2 * i + 1);
    }
    std::cout << static_cast<uint64_t>(end - begin) << ' ' << sum << std::endl;
}

static void write(bool any) {
    std::vector<float> values(count);
    for (size_t i = 0; i < count; i++) {
        uint32_t bits = static_cast<uint32_t>(word(i) >> 32);
        if ((bits & 0x7f800000) == 0x7f800000) bits ^= 0x40000000;
        std::memcpy(&values[i], &bits, sizeof bits);
        if (!any) values[i] = static_cast<float>(word(i) >> 40) * 0x1p-24f;
    }
    static std::vector<char> buffer(count * 32);
    const double begin = processor_time();
    char *end = buffer.data();
    for (const float value : values) {
        end = std::to_chars(end, end + 32, value).ptr;
        *end++ = ',';
    }
    std::cout << static_cast<uint64_t>(processor_time() - begin) << " 0" << std::endl;
}

int main() {
    for (std::string name; std::getline(std::cin, name);) {
        if (name.rfind("read ", 0) == 0) {
            read(std::stoi(name.substr(5)));
        } else {
            write(name == "write any");
        }
    }
}
