package msingi.door.grpc;

import java.util.List;
import msingi.result.Row;

/** Writes rows as messages of a view. */
final class RowWriter {
  private final List<View.Part> parts;
  private final ProtoOutput output;

  RowWriter(View view, ProtoOutput output) {
    this.parts = view.parts;
    this.output = output;
  }

  /** The fields of a row, without anything around them. */
  void write(Row row) {
    for (int place = 0; place < parts.size(); place++) {
      if (row.isNull(place)) {
        continue;
      }
      switch (parts.get(place)) {
        case View.Part.Field(Slot.Value slot) -> Cells.write(row, place, slot, output);
        case View.Part.Inside inside -> inside(inside, new JsonScan(row.text(place)));
      }
    }
  }

  private void inside(View.Part.Inside part, JsonScan scan) {
    if (scan.nothing()) {
      return;
    }
    int tag = ProtoOutput.tag(part.slot().number(), ProtoOutput.BYTES);
    if (!part.slot().many()) {
      object(part.view().parts, scan, tag);
      return;
    }
    scan.take('[');
    while (!scan.take(']') && scan.peek() != 0) {
      object(part.view().parts, scan, tag);
      scan.take(',');
    }
  }

  /** An object as a message; its members come in the order of the view nearly always. */
  private void object(List<View.Part> inner, JsonScan scan, int tag) {
    int start = output.open(tag);
    scan.take('{');
    int next = 0;
    while (!scan.take('}') && scan.peek() != 0) {
      int place = next < inner.size() && scan.member(inner.get(next).name()) ? next : -1;
      place = place < 0 ? place(inner, scan.member()) : place;
      if (place < 0) {
        scan.skip();
      } else if (!scan.nothing()) {
        switch (inner.get(place)) {
          case View.Part.Field(Slot.Value slot) -> Cells.write(scan, slot, output);
          case View.Part.Inside inside -> inside(inside, scan);
        }
      }
      next = place + 1;
      scan.take(',');
    }
    output.close(start);
  }

  private static int place(List<View.Part> parts, String name) {
    for (int place = 0; place < parts.size(); place++) {
      if (parts.get(place).name().equals(name)) {
        return place;
      }
    }
    return -1;
  }
}
