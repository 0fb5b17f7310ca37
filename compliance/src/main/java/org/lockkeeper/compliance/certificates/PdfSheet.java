package org.lockkeeper.compliance.certificates;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/**
 * Pages of text from top to bottom, on A4, in one embedded font. The same text always makes the
 * same bytes. A letter that the font lacks is drawn as a dot: the signed document has it.
 */
final class PdfSheet implements AutoCloseable {

  static final float LEFT = 52;
  static final float WIDTH = PDRectangle.A4.getWidth() - 2 * LEFT;

  private static final float TOP = PDRectangle.A4.getHeight() - 60;
  private static final float BOTTOM = 64;
  private static final float LEADING = 1.38f;
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  /** Colours of the pages: red, green and blue from 0 to 1. */
  enum Ink {
    TEXT(0.078f, 0.125f, 0.122f),
    QUIET(0.345f, 0.396f, 0.388f),
    PRIMARY(0.059f, 0.42f, 0.4f),
    LINE(0.82f, 0.85f, 0.845f);

    private final float red;
    private final float green;
    private final float blue;

    Ink(float red, float green, float blue) {
      this.red = red;
      this.green = green;
      this.blue = blue;
    }
  }

  private final PDDocument document = new PDDocument();
  private final PDFont font;
  private PDPageContentStream page;
  private float y = TOP;

  PdfSheet() throws IOException {
    try (InputStream in = PDDocument.class.getResourceAsStream(FONT)) {
      this.font = PDType0Font.load(document, Objects.requireNonNull(in, FONT), true);
    }
    this.page = fresh();
  }

  private PDPageContentStream fresh() throws IOException {
    PDPage added = new PDPage(PDRectangle.A4);
    document.addPage(added);
    return new PDPageContentStream(document, added);
  }

  /** Begins a new page unless there is room for so many points. */
  void room(float height) throws IOException {
    if (y - height < BOTTOM) {
      page.close();
      page = fresh();
      y = TOP;
    }
  }

  void down(float points) {
    y -= points;
  }

  /** Writes one line at the present height, without going down. */
  void write(float x, String words, float size, boolean bold, Ink ink) throws IOException {
    page.beginText();
    page.setFont(font, size);
    page.setNonStrokingColor(ink.red, ink.green, ink.blue);
    page.setStrokingColor(ink.red, ink.green, ink.blue);
    page.setRenderingMode(bold ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
    page.setLineWidth(size * 0.028f);
    page.newLineAtOffset(x, y);
    page.showText(known(words));
    page.endText();
  }

  /** Writes one line that ends at x. */
  void writeBefore(float x, String words, float size, boolean bold, Ink ink) throws IOException {
    write(x - width(words, size), words, size, bold, ink);
  }

  /** Writes lines as wide as they may be, and goes down below them. */
  void paragraph(float x, float width, String words, float size, boolean bold, Ink ink)
      throws IOException {
    for (String line : lines(words, size, width)) {
      room(size * LEADING);
      y -= size;
      write(x, line, size, bold, ink);
      y -= size * (LEADING - 1);
    }
  }

  /** One cell of a row. */
  record Cell(float x, float width, String words, boolean bold, Ink ink, boolean right) {
    static Cell of(float x, float width, String words) {
      return new Cell(x, width, words, false, Ink.TEXT, false);
    }

    Cell quiet() {
      return new Cell(x, width, words, bold, Ink.QUIET, right);
    }

    Cell strong() {
      return new Cell(x, width, words, true, ink, right);
    }

    Cell toTheRight() {
      return new Cell(x, width, words, bold, ink, true);
    }
  }

  /** Writes cells beside each other, as high as the highest of them, with a line above. */
  void row(float size, boolean ruled, List<Cell> cells) throws IOException {
    List<List<String>> all = new ArrayList<>();
    int most = 1;
    for (Cell cell : cells) {
      List<String> lines = lines(cell.words(), size, cell.width());
      all.add(lines);
      most = Math.max(most, lines.size());
    }
    float height = most * size * LEADING + 7;
    room(height);
    if (ruled) {
      rule();
    }
    y -= 4;
    float top = y;
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      y = top;
      for (String line : all.get(i)) {
        y -= size;
        if (cell.right()) {
          writeBefore(cell.x() + cell.width(), line, size, cell.bold(), cell.ink());
        } else {
          write(cell.x(), line, size, cell.bold(), cell.ink());
        }
        y -= size * (LEADING - 1);
      }
    }
    y = top - height + 4;
  }

  /** A thin line over the whole width. */
  void rule() throws IOException {
    page.setStrokingColor(Ink.LINE.red, Ink.LINE.green, Ink.LINE.blue);
    page.setLineWidth(0.6f);
    page.moveTo(LEFT, y);
    page.lineTo(LEFT + WIDTH, y);
    page.stroke();
  }

  /** A filled bar at the left of the page's head. */
  void bar(float height) throws IOException {
    page.setNonStrokingColor(Ink.PRIMARY.red, Ink.PRIMARY.green, Ink.PRIMARY.blue);
    page.addRect(LEFT, y - height, 4, height);
    page.fill();
  }

  private List<String> lines(String words, float size, float width) throws IOException {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : words.split(" ", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (width(longer, size) <= width) {
        line.setLength(0);
        line.append(longer);
        continue;
      }
      if (!line.isEmpty()) {
        lines.add(line.toString());
        line.setLength(0);
      }
      for (int i = 0; i < word.length(); i += Character.charCount(word.codePointAt(i))) {
        String next = line + Character.toString(word.codePointAt(i));
        if (width(next, size) > width) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.appendCodePoint(word.codePointAt(i));
      }
    }
    lines.add(line.toString());
    return lines;
  }

  private float width(String words, float size) throws IOException {
    return font.getStringWidth(known(words)) / 1000 * size;
  }

  private String known(String words) throws IOException {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < words.length(); i += Character.charCount(words.codePointAt(i))) {
      String letter = Character.toString(words.codePointAt(i));
      try {
        font.encode(letter);
        out.append(letter);
      } catch (IllegalArgumentException e) {
        out.append('\u00b7');
      }
    }
    return out.toString();
  }

  /** Puts a line at the foot of each page; the first value is the page, the second all pages. */
  void feet(String left, BiFunction<Integer, Integer, String> right) throws IOException {
    page.close();
    int pages = document.getNumberOfPages();
    for (int i = 0; i < pages; i++) {
      page =
          new PDPageContentStream(
              document, document.getPage(i), PDPageContentStream.AppendMode.APPEND, false);
      y = 40;
      write(LEFT, left, 8, false, Ink.QUIET);
      writeBefore(LEFT + WIDTH, right.apply(i + 1, pages), 8, false, Ink.QUIET);
      page.close();
    }
  }

  /** The bytes, with a file attached as it is. */
  byte[] bytes(String title, String language, Instant at, String name, byte[] attached)
      throws IOException {
    GregorianCalendar when = GregorianCalendar.from(at.atZone(ZoneOffset.UTC));
    PDDocumentInformation information = new PDDocumentInformation();
    information.setTitle(title);
    information.setCreator("Lockkeeper");
    information.setCreationDate(when);
    information.setModificationDate(when);
    document.setDocumentInformation(information);
    document.setDocumentId(at.toEpochMilli());
    document.getDocumentCatalog().setLanguage(language);
    PDEmbeddedFile file = new PDEmbeddedFile(document, new ByteArrayInputStream(attached));
    file.setSubtype("application/jose");
    file.setSize(attached.length);
    file.setCreationDate(when);
    PDComplexFileSpecification specification = new PDComplexFileSpecification();
    specification.setFile(name);
    specification.setFileUnicode(name);
    specification.setEmbeddedFile(file);
    PDEmbeddedFilesNameTreeNode files = new PDEmbeddedFilesNameTreeNode();
    files.setNames(Map.of(name, specification));
    PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
    names.setEmbeddedFiles(files);
    document.getDocumentCatalog().setNames(names);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    document.save(out, CompressParameters.NO_COMPRESSION);
    return out.toByteArray();
  }

  @Override
  public void close() throws IOException {
    document.close();
  }
}
