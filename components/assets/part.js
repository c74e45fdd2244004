// Draws the parts of the wall: trees of plain elements, as Dash or components/svg.py writes them. A slot is filled anew
// past Dash, which would look through the whole page for each of them.
(function () {
  const slots = new Map(); // by name: what fills it

  function build(node) {
    if (node === null || typeof node !== "object") return node;
    const { children, ...attributes } = node.props;
    return React.createElement(node.type.toLowerCase(), attributes, ...[children ?? []].flat().map(build));
  }

  function Part({ tree, slot }) {
    const [shown, show] = React.useState(tree);
    React.useEffect(() => show(tree), [tree]);
    React.useEffect(() => {
      if (!slot) return undefined;
      slots.set(slot, show);
      return () => slots.get(slot) === show && slots.delete(slot);
    }, [slot]);
    return build(shown);
  }

  function fill(trees) {
    for (const [slot, tree] of Object.entries(trees)) slots.get(slot)?.(tree);
  }

  window.yiping_parts = { Part };
  window.yiping = { ...window.yiping, fill };
})();
