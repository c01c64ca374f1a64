package msingi.door.grpc;

import java.util.List;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Value;
import msingi.request.Request;

/** What a write answers of the rows it wrote, as far as the caller may read them. */
final class Returned {
  private final Scene scene;
  private final Binding binding;
  private List<String> mask = List.of();

  Returned(Scene scene) {
    this.scene = scene;
    this.binding = new Binding(scene.most());
  }

  /**
   * What is wished to be answered.
   *
   * @throws msingi.error.Failure FORBIDDEN where the caller reads nothing here
   */
  void mask(List<String> paths) {
    if (!paths.isEmpty() && !scene.visible().operations().read()) {
      throw Problem.of(
              ErrorCode.FORBIDDEN,
              "permission denied for table " + scene.visible().collection().name())
          .failure();
    }
    mask = paths;
  }

  Binding binding() {
    return binding;
  }

  List<Value> values() {
    return binding.values();
  }

  /** The fields of the answer; none where the caller reads nothing here. */
  View view() {
    return View.of(scene.names(), scene.visible(), mask);
  }

  Request.Returning returning() {
    View view = view();
    if (view.parts.isEmpty() || !scene.visible().operations().read()) {
      return new Request.Returning.Nothing();
    }
    List<Request.Item> items = binding.items(view, Expression.ROW);
    return new Request.Returning.Rows(
        binding.query(
            scene.visible(), Expression.ROW, items, Expression.TRUE, List.of(), Long.MAX_VALUE, 0));
  }
}
