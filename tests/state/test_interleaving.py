"""Two stores on one file, in any order of changes."""

from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tapewire.model import Bookmark
from tapewire.state import writer
from tapewire.state.store import StateStore


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["one", "two"]),
            st.sampled_from(["read", "unread", "save", "remove", "flush", "reload"]),
            st.sampled_from(["a" * 16, "b" * 16, "c" * 16]),
        ),
        max_size=25,
    )
)
def test_changes_of_two_stores_come_to_what_each_asked_for_in_the_order_of_their_writing(
    tmp_path_factory: pytest.TempPathFactory,
    make_bookmark: Callable[..., Bookmark],
    now: datetime,
    steps: list[tuple[str, str, str]],
) -> None:
    path = tmp_path_factory.mktemp("state") / "state.json"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writer, "GATHER_S", 3600.0)
        stores = {"one": StateStore.open(path), "two": StateStore.open(path)}
        read: set[str] = set()
        saved: set[str] = set()
        waiting: dict[str, dict[str, bool]] = {"one": {}, "two": {}}

        def written(name: str) -> None:
            for story_id, is_read in waiting[name].items():
                (read.add if is_read else read.discard)(story_id)
            waiting[name].clear()

        for name, step, story_id in steps:
            store = stores[name]
            if step in ("read", "unread"):
                if store.is_read(story_id) is not (step == "read"):
                    waiting[name][story_id] = step == "read"
                store.mark_read([story_id], read=step == "read", now=now)
                assert store.is_read(story_id) is (step == "read")
            elif step == "save":
                store.save_bookmark(make_bookmark(story_id))
                written(name)
                saved.add(story_id)
                assert store.saved_ids() == saved
            elif step == "remove":
                store.remove_bookmark(story_id)
                written(name)
                saved.discard(story_id)
                assert store.saved_ids() == saved
            elif step == "flush":
                store.flush()
                written(name)
            else:
                store.reload_if_changed()
                assert store.saved_ids() == saved
        for name, store in stores.items():
            store.close()
            written(name)
        for store in (*stores.values(), StateStore.open(path)):
            store.reload_if_changed()
            assert (store.read_ids(), store.saved_ids()) == (read, saved)
        assert stores["one"].stamp() == stores["two"].stamp()
