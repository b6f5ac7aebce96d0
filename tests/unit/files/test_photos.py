from simin.kit.file_store import RememberedStore
from simin.kit.photos import keep_photo
from simin.kit.pictures import MEDIA_TYPE, picture
from tests.factories.pictures import photo


def test_a_photo_is_two_files_that_tell_what_they_are() -> None:
    store, made = RememberedStore(), picture(photo())
    kept = keep_photo(store, made)
    assert store.files == {kept.sha256: made.content, kept.thumbnail: made.thumbnail}
    told = (kept.size, kept.width, kept.height, kept.media_type)
    assert told == (len(made.content), made.width, made.height, MEDIA_TYPE)


def test_what_was_forgotten_is_put_back() -> None:
    store, made = RememberedStore(), picture(photo())
    kept = keep_photo(store, made)
    store.delete(kept.thumbnail)
    assert keep_photo(store, made) == kept
    assert store.exists(kept.thumbnail)
