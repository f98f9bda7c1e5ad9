import CPango

// What is not obvious here:
//
// - Letters see no fonts but those of two Debian packages, which the image has too: Noto Sans (43 MB) for every script that
//   has one, and Droid Sans Fallback (7 MB, without bold) for Chinese, whose Noto takes 91 MB. What else a machine has, and
//   how it is set up, would change the bytes of a letter.

/// The fonts that letters are set in: Noto Sans for every script that Debian's `fonts-noto-core` has, Droid Sans Fallback
/// for Chinese. No other font of the machine is looked at and nothing of its configuration, so that the same image gives the
/// same bytes. All are embedded.
///
/// - Thread: one at a time, its owner's.
struct Fonts: ~Copyable {
    private let map: UnsafeMutablePointer<PangoFontMap>
    let context: OpaquePointer
    /// Characters beyond ASCII that were looked for, and whether some font has them.
    private var known: [Unicode.Scalar: Bool] = [:]
    /// The most of these that are kept.
    private static let mostKnown = 4096

    /// Texts that were broken into lines before: most of a letter is what its template says, and stands in the next one too.
    private var broken: [BrokenText.Source: BrokenText] = [:]
    /// The most of these that are kept, some kilobytes each.
    private static let mostBroken = 1024

    /// What pango is asked for: it goes down this list for each character, then through the rest of those above.
    private static let families = "Noto Sans, Noto Sans Arabic, Noto Sans Hebrew, Noto Sans Tamil, Droid Sans Fallback"

    private static let configuration = """
        <?xml version="1.0"?>
        <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
        <fontconfig>
          <dir>/usr/share/fonts/truetype/noto</dir>
          <dir>/usr/share/fonts/truetype/droid</dir>
          <cachedir>/var/cache/fontconfig</cachedir>
          <selectfont>
            <rejectfont><glob>/usr/share/fonts/truetype/noto/*</glob></rejectfont>
            <acceptfont><glob>/usr/share/fonts/truetype/noto/NotoSans*-Regular.ttf</glob></acceptfont>
            <acceptfont><glob>/usr/share/fonts/truetype/noto/NotoSans*-Bold.ttf</glob></acceptfont>
          </selectfont>
        </fontconfig>
        """

    private init(map: UnsafeMutablePointer<PangoFontMap>, context: OpaquePointer) {
        self.map = map
        self.context = context
        // A point is a point.
        pango_cairo_font_map_set_resolution(OpaquePointer(map), 72)
        // Lines begin at the left whatever script their first word is in: the letter is English, names in it may be others.
        pango_context_set_base_dir(context, PANGO_DIRECTION_LTR)
        pango_context_set_language(context, pango_language_from_string("en-gb"))
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
    }

    /// The fonts of this machine; refused when one of their packages is not there.
    static func installed() throws(PDFError) -> Fonts {
        guard let configuration = FcConfigCreate() else { throw PDFError("no memory for the fonts") }
        defer { FcConfigDestroy(configuration) }
        let text = Array(Fonts.configuration.utf8) + [0]
        guard FcConfigParseAndLoadFromMemory(configuration, text, FcTrue) == FcTrue,
            FcConfigBuildFonts(configuration) == FcTrue
        else { throw PDFError("fontconfig does not take the list of fonts") }
        let found = FcConfigGetFonts(configuration, FcSetSystem)?.pointee.nfont ?? 0
        guard let map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT) else {
            throw PDFError("pango was built without fontconfig")
        }
        pango_fc_font_map_set_config(OpaquePointer(map), configuration)
        guard let context = pango_font_map_create_context(map) else { throw PDFError("no memory for the fonts") }
        let fonts = Fonts(map: map, context: context)
        for (character, package) in needed where !fonts.has(character) {
            throw PDFError(
                "of \(found) fonts none has “\(character)”: install Debian's \(package), or mend fontconfig's cache")
        }
        return fonts
    }

    /// A character of each package, and of each script that is promised.
    private static let needed = [
        ("ŵ", "fonts-noto-core"), ("ش", "fonts-noto-core"), ("த", "fonts-noto-core"), ("小", "fonts-droid-fallback"),
    ]

    deinit {
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(UnsafeMutableRawPointer(map))
    }

    /// A text in that size and weight, not yet broken into lines.
    func layout(_ text: String, points: Double, isBold: Bool) -> OpaquePointer? {
        let layout = pango_layout_new(context)
        let description = pango_font_description_new()
        pango_font_description_set_family(description, Fonts.families)
        pango_font_description_set_size(description, Int32(points * Double(PANGO_SCALE)))
        pango_font_description_set_weight(description, isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_layout_set_font_description(layout, description)
        pango_font_description_free(description)
        pango_layout_set_auto_dir(layout, 0)
        pango_layout_set_text(layout, text, Int32(text.utf8.count))
        return layout
    }

    /// That text broken into lines, as it was before or anew.
    mutating func broken(_ source: BrokenText.Source) throws(PDFError) -> BrokenText {
        if let known = broken[source] { return known }
        let text = try BrokenText(source, fonts: &self)
        if broken.count >= Fonts.mostBroken { broken = [:] }
        broken[source] = text
        return text
    }

    /// Whether each character of that text has a picture in some font.
    func has(_ text: String) -> Bool {
        let layout = layout(text, points: 12, isBold: false)
        defer { g_object_unref(layout.map { UnsafeMutableRawPointer($0) }) }
        return pango_layout_get_unknown_glyphs_count(layout) == 0
    }

    /// The text with each character that no font has as its name in brackets, "[grinning face]": read aloud it says the
    /// same, and nobody is late for it.
    mutating func printable(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }), text.unicodeScalars.contains(where: { !has($0) }) else {
            return text
        }
        var printable = ""
        for scalar in text.unicodeScalars {
            if has(scalar) {
                printable.unicodeScalars.append(scalar)
            } else {
                let name = scalar.properties.name?.lowercased() ?? "character U+" + String(scalar.value, radix: 16)
                printable += "[\(name)]"
            }
        }
        return printable
    }

    private mutating func has(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return true }
        if let isKnown = known[scalar] { return isKnown }
        let isKnown = has(String(scalar))
        if known.count >= Fonts.mostKnown { known = [:] }
        known[scalar] = isKnown
        return isKnown
    }
}
