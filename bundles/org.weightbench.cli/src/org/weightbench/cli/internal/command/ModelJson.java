package org.weightbench.cli.internal.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.weightbench.cli.internal.command.ModelSizes.Share;
import org.weightbench.cli.internal.table.JsonText;
import org.weightbench.gguf.ArrayValue;
import org.weightbench.gguf.BoolValue;
import org.weightbench.gguf.FloatValue;
import org.weightbench.gguf.GgufFile;
import org.weightbench.gguf.GgufModel;
import org.weightbench.gguf.GgufProblem;
import org.weightbench.gguf.IntegerValue;
import org.weightbench.gguf.Metadata;
import org.weightbench.gguf.MetadataValue;
import org.weightbench.gguf.TensorInfo;
import org.weightbench.gguf.ValueType;

/** A model as JSON. */
final class ModelJson {
  private static final int SHOWN_ELEMENTS = 64;

  private ModelJson() {}

  static String write(GgufModel model, boolean withTensors, boolean withMetadata) {
    JsonText json = new JsonText();
    Metadata metadata = model.metadata();
    ModelSizes sizes = ModelSizes.of(model);
    ObjectNode root = json.object();
    root.put("name", metadata.string("general.name").orElse(null));
    root.put("architecture", metadata.string("general.architecture").orElse(null));
    root.put("weights", sizes.weights());
    root.put("fileBytes", model.fileBytes());
    root.put("tensorBytes", model.tensorBytes());
    root.put("tensorCount", model.tensors().size());
    ArrayNode shards = root.putArray("shards");
    for (GgufFile shard : model.shards()) {
      shards
          .addObject()
          .put("path", shard.path().toString())
          .put("version", shard.version())
          .put("alignmentBytes", shard.alignment())
          .put("dataOffset", shard.dataOffset())
          .put("fileBytes", shard.byteSize())
          .put("tensorCount", shard.tensors().size());
    }
    shares(root.putArray("byType"), "type", sizes.byType());
    shares(root.putArray("byLayer"), "layer", sizes.byLayer());
    ArrayNode problems = root.putArray("problems");
    for (GgufProblem problem : model.problems()) {
      problems
          .addObject()
          .put("path", problem.file().toString())
          .put("byteOffset", problem.byteOffset())
          .put("found", problem.found())
          .put("expected", problem.expected());
    }
    if (withMetadata) {
      metadata(root.putObject("metadata"), metadata);
    }
    if (withTensors) {
      tensors(root.putArray("tensors"), model.tensors());
    }
    return json.write(root);
  }

  private static void shares(ArrayNode target, String key, List<Share> shares) {
    for (Share share : shares) {
      target
          .addObject()
          .put(key, share.name())
          .put("tensorCount", share.tensors())
          .put("weights", share.weights())
          .put("bytes", share.bytes());
    }
  }

  private static void tensors(ArrayNode target, List<TensorInfo> tensors) {
    for (TensorInfo tensor : tensors) {
      ObjectNode node = target.addObject().put("name", tensor.name());
      node.put("type", tensor.typeName()).put("typeId", tensor.typeId());
      ArrayNode shape = node.putArray("shape");
      tensor.shape().forEach(shape::add);
      node.put("shard", tensor.shard() + 1);
      node.put("offset", tensor.fileOffset()).put("bytes", tensor.byteSize());
    }
  }

  private static void metadata(ObjectNode target, Metadata metadata) {
    for (String key : metadata.keys()) {
      MetadataValue value = metadata.get(key).orElseThrow();
      ObjectNode node = target.putObject(key).put("type", MetadataText.type(value));
      if (value instanceof ArrayValue array) {
        ArrayNode elements = node.putArray("first");
        for (int i = 0; i < Math.min(array.size(), SHOWN_ELEMENTS); i++) {
          elements.add(scalar(array.get(i)));
        }
      } else {
        node.set("value", scalar(value));
      }
    }
  }

  private static JsonNode scalar(MetadataValue value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (value) {
      case IntegerValue(ValueType type, long number) when type != ValueType.UINT64 || number >= 0 ->
          nodes.numberNode(number);
      case FloatValue(ValueType _, double number) when Double.isFinite(number) ->
          nodes.numberNode(number);
      case BoolValue(boolean yes) -> nodes.booleanNode(yes);
      default -> nodes.textNode(value.toString());
    };
  }
}
