package org.lockkeeper.portal.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QrPictureTest {

  private static final String TEXT =
      "otpauth://totp/Lockkeeper%3Aolivia%40harbor-goods.example?secret="
          + "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Lockkeeper&algorithm=SHA1&digits=6&period=30";
  private static final int SCALE = 4;

  @Test
  void a_reader_reads_the_text_from_the_picture() throws Exception {
    String svg = QrPicture.svg(TEXT);
    Matcher box = Pattern.compile("viewBox=\"0 0 ([0-9]+) ").matcher(svg);
    assertThat(box.find()).isTrue();
    int size = Integer.parseInt(box.group(1)) * SCALE;
    int[] pixels = new int[size * size];
    Arrays.fill(pixels, 0xffffff);
    Matcher module = Pattern.compile("M([0-9]+) ([0-9]+)h1v1h-1z").matcher(svg);
    while (module.find()) {
      int left = Integer.parseInt(module.group(1)) * SCALE;
      int top = Integer.parseInt(module.group(2)) * SCALE;
      for (int y = top; y < top + SCALE; y++) {
        Arrays.fill(pixels, y * size + left, y * size + left + SCALE, 0);
      }
    }

    assertThat(
            new QRCodeReader()
                .decode(
                    new BinaryBitmap(
                        new GlobalHistogramBinarizer(new RGBLuminanceSource(size, size, pixels))))
                .getText())
        .isEqualTo(TEXT);
  }

  @Test
  void the_picture_is_in_the_page_itself() {
    String address = QrPicture.of(TEXT);

    assertThat(address).startsWith("data:image/svg+xml;base64,");
    assertThat(
            new String(
                Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1)),
                StandardCharsets.UTF_8))
        .isEqualTo(QrPicture.svg(TEXT))
        .doesNotContain("GEZDGNBV");
  }
}
