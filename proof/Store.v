(** The faceted store: semantics §3. *)

From Coq Require Import Bool List Sorting.Sorted.
From Trapeze Require Import Labels.
Import ListNotations.

(** Keys have a total order, for lists and their pages; values are anything. *)
Class Keys := {
  key : Type;
  value : Type;
  key_le : key -> key -> bool;
  key_le_total : forall k k', key_le k k' = true \/ key_le k' k = true;
  key_le_trans : forall k k' k'', key_le k k' = true -> key_le k' k'' = true -> key_le k k'' = true;
  key_le_antisym : forall k k', key_le k k' = true -> key_le k' k = true -> k = k'
}.

Section Store.
Context {F : Formulas} {K : Keys}.

Definition key_eqb (k k' : key) : bool := key_le k k' && key_le k' k.

Lemma key_eqb_eq : forall k k', key_eqb k k' = true <-> k = k'.
Proof.
  intros k k'; unfold key_eqb; rewrite andb_true_iff; split.
  - intros [H H']; now apply key_le_antisym.
  - intros <-; destruct (key_le_total k k); auto.
Qed.

Lemma key_eq_dec : forall k k' : key, k = k' \/ k <> k'.
Proof. intros k k'; destruct (key_eqb k k') eqn:H; [left; now apply key_eqb_eq | right; intros E; apply key_eqb_eq in E; congruence]. Qed.

(** ** Facets *)

(** What one label says of a key: a value, or that there is none any more. *)
Inductive stored := Value (v : value) | Tombstone.

Record facet := Facet { holds : stored; written_at : label }.

(** All facets of all keys, newest first; [facets s k] are those of one key, the sequence that the page speaks of. *)
Definition store := list (key * facet).

Definition facets (s : store) (k : key) : list facet := map snd (filter (fun entry => key_eqb (fst entry) k) s).

(** write(k, v): drop every (v', l') with l ⊑ l'; put (v, l) in front. *)
Definition superseded (k : key) (l : label) (entry : key * facet) : bool :=
  key_eqb (fst entry) k && flows l (written_at (snd entry)).

Definition put (s : store) (k : key) (x : stored) (l : label) : store :=
  (k, Facet x l) :: filter (fun entry => negb (superseded k l entry)) s.

Definition write (s : store) (k : key) (v : value) (l : label) : store := put s k (Value v) l.

(** delete(k) = write(k, tombstone). *)
Definition delete (s : store) (k : key) (l : label) : store := put s k Tombstone l.

(** view(k, l): the facets (v', l') with l' ⊑ l, newest first. *)
Definition visible (l : label) (f : facet) : bool := flows (written_at f) l.
Definition view (s : store) (k : key) (l : label) : list facet := filter (visible l) (facets s k).

(** get(k): the first of the view; absent if none or a tombstone. *)
Definition newest (fs : list facet) : option value :=
  match fs with Facet (Value v) _ :: _ => Some v | _ => None end.
Definition get (s : store) (k : key) (l : label) : option value := newest (view s k l).

(** The definitions say what semantics §3 says, key by key. *)

Lemma filter_swap : forall A (p q : A -> bool) xs, filter p (filter q xs) = filter q (filter p xs).
Proof.
  intros A p q; induction xs as [|x xs IH]; [reflexivity|]; simpl.
  destruct (q x) eqn:Q, (p x) eqn:P; simpl; rewrite ?P, ?Q, ?IH; reflexivity.
Qed.

Lemma filter_map_snd : forall A B (p : B -> bool) (xs : list (A * B)), filter p (map snd xs) = map snd (filter (fun x => p (snd x)) xs).
Proof. intros A B p; induction xs as [|[a b] xs IH]; [reflexivity|]; simpl; destruct (p b); simpl; now rewrite IH. Qed.

Lemma filter_agree : forall A (p q : A -> bool) xs, (forall x, In x xs -> p x = q x) -> filter p xs = filter q xs.
Proof.
  intros A p q; induction xs as [|x xs IH]; intros H; [reflexivity|]; simpl.
  rewrite (H x) by now left. rewrite IH; [reflexivity|]; intros y Hy; apply H; now right.
Qed.

Lemma filter_idle : forall A (p q : A -> bool) xs, (forall x, q x = true -> p x = true) -> filter p (filter q xs) = filter q xs.
Proof.
  intros A p q xs H; induction xs as [|x xs IH]; [reflexivity|]; simpl.
  destruct (q x) eqn:Q; simpl; rewrite ?(H x Q), ?IH; reflexivity.
Qed.

Theorem facets_put_same : forall s k x l,
  facets (put s k x l) k = Facet x l :: filter (fun f => negb (flows l (written_at f))) (facets s k).
Proof.
  intros s k x l; unfold facets, put; simpl; rewrite (proj2 (key_eqb_eq k k) eq_refl); simpl; f_equal.
  rewrite filter_map_snd, filter_swap; f_equal; apply filter_agree; intros e He.
  apply filter_In in He as [_ He]; unfold superseded; now rewrite He.
Qed.

Theorem facets_put_other : forall s k k' x l, k <> k' -> facets (put s k x l) k' = facets s k'.
Proof.
  intros s k k' x l Hk; unfold facets, put; simpl.
  destruct (key_eqb k k') eqn:E; [apply key_eqb_eq in E; contradiction|]; f_equal.
  rewrite filter_swap, filter_idle; [reflexivity|]; intros e He; apply key_eqb_eq in He; unfold superseded.
  rewrite He; destruct (key_eqb k' k) eqn:E'; [apply key_eqb_eq in E'; congruence | reflexivity].
Qed.

(** ** What a view hides *)

(** A write, or a deletion, at a label that does not flow to [l] leaves the view at [l] as it was: on every key. *)
Theorem hidden_put_unseen : forall s k x at_ k' l, at_ ⋢ l -> view (put s k x at_) k' l = view s k' l.
Proof.
  intros s k x at_ k' l Hidden; unfold view; destruct (key_eq_dec k k') as [<- | Hk]; [|now rewrite facets_put_other].
  rewrite facets_put_same; simpl; unfold visible at 1; simpl; rewrite Hidden, filter_swap.
  apply filter_idle; unfold visible; intros f Hf; destruct (flows at_ (written_at f)) eqn:E; [|reflexivity].
  rewrite (flows_trans at_ (written_at f) l) in Hidden by assumption; discriminate.
Qed.

Theorem visible_put_seen : forall s k x at_ l, at_ ⊑ l ->
  view (put s k x at_) k l = Facet x at_ :: filter (fun f => negb (flows at_ (written_at f))) (view s k l).
Proof.
  intros s k x at_ l Seen; unfold view; rewrite facets_put_same; simpl; unfold visible at 1; simpl; rewrite Seen.
  f_equal; apply filter_swap.
Qed.

(** What [l] sees determines what every label below [l] sees. *)
Theorem view_below : forall s k l l', l' ⊑ l -> view s k l' = filter (visible l') (view s k l).
Proof.
  intros s k l l' H; unfold view; rewrite filter_swap; symmetry; apply filter_idle.
  unfold visible; intros f Hf; now apply flows_trans with l'.
Qed.

(** A write is read at once by all who may see it; so is a deletion, whatever lies beneath. Those below keep what they saw. *)
Theorem get_write : forall s k v l l', l ⊑ l' -> get (write s k v l) k l' = Some v.
Proof. intros; unfold get, write; now rewrite visible_put_seen. Qed.

Theorem get_delete : forall s k l l', l ⊑ l' -> get (delete s k l) k l' = None.
Proof. intros; unfold get, delete; now rewrite visible_put_seen. Qed.

Theorem get_hidden_write : forall s k x l l', l ⋢ l' -> get (put s k x l) k l' = get s k l'.
Proof. intros; unfold get; now rewrite hidden_put_unseen. Qed.

(** ** list(range): the keys in range whose get is present, in order; a page of them, from after [from], at most [limit]. *)

Definition key_lt (k k' : key) : Prop := key_le k' k = false.

Fixpoint insert (k : key) (ks : list key) : list key :=
  match ks with
  | [] => [k]
  | k' :: rest => if key_le k k' then if key_le k' k then ks else k :: ks else k' :: insert k rest
  end.

Definition keys (s : store) : list key := fold_right insert [] (map fst s).

Definition present (s : store) (l : label) (k : key) : bool := match get s k l with Some _ => true | None => false end.

Definition after (from : option key) (k : key) : bool := match from with None => true | Some k' => negb (key_le k k') end.

Definition listed (s : store) (range : key -> bool) (from : option key) (l : label) : list key :=
  filter (fun k => present s l k && range k && after from k) (keys s).

(** A full page says which key it ends with, so that the next can begin after it. *)
Record page := Page { page_keys : list key; go_on_from : option key }.

Definition list_page (s : store) (range : key -> bool) (from : option key) (limit : nat) (l : label) : page :=
  let all := listed s range from l in
  Page (firstn limit all) (match limit with 0 => None | S n => nth_error all n end).

Lemma key_lt_trans : forall k k' k'', key_lt k k' -> key_lt k' k'' -> key_lt k k''.
Proof.
  unfold key_lt; intros k k' k'' H H'; destruct (key_le k'' k) eqn:E; [|reflexivity].
  destruct (key_le_total k' k'') as [T | T]; [|congruence].
  rewrite (key_le_trans k' k'' k) in H by assumption; discriminate.
Qed.

Lemma key_lt_irrefl : forall k, ~ key_lt k k.
Proof. unfold key_lt; intros k; destruct (key_le_total k k); congruence. Qed.

Lemma insert_in : forall k ks x, In x (insert k ks) <-> x = k \/ In x ks.
Proof.
  intros k; induction ks as [|k' ks IH]; intros x; simpl; [intuition|].
  destruct (key_le k k') eqn:H, (key_le k' k) eqn:H'; simpl; rewrite ?IH; intuition.
  subst x; left; now apply key_le_antisym.
Qed.

Lemma insert_sorted : forall k ks, StronglySorted key_lt ks -> StronglySorted key_lt (insert k ks).
Proof.
  intros k; induction ks as [|k' ks IH]; intros S; simpl; [repeat constructor|].
  inversion S as [|? ? S' A]; subst.
  destruct (key_le k k') eqn:H, (key_le k' k) eqn:H'; auto.
  - constructor; [assumption|]; constructor; [assumption|].
    eapply Forall_impl; [|exact A]; intros x Hx; now apply key_lt_trans with k'.
  - constructor; [now apply IH|]; apply Forall_forall; intros x Hx; apply insert_in in Hx as [-> | Hx]; [exact H|].
    now apply (proj1 (Forall_forall _ _) A).
  - constructor; [now apply IH|]; apply Forall_forall; intros x Hx; apply insert_in in Hx as [-> | Hx]; [exact H|].
    now apply (proj1 (Forall_forall _ _) A).
Qed.

Lemma keys_sorted : forall s, StronglySorted key_lt (keys s).
Proof. intros s; unfold keys; induction (map fst s); simpl; [constructor | now apply insert_sorted]. Qed.

Lemma keys_in : forall s k, In k (keys s) <-> In k (map fst s).
Proof. intros s k; unfold keys; induction (map fst s) as [|x xs IH]; simpl; [tauto|]; rewrite insert_in, IH; intuition. Qed.

Lemma filter_sorted : forall p ks, StronglySorted key_lt ks -> StronglySorted key_lt (filter p ks).
Proof.
  intros p; induction ks as [|k ks IH]; intros S; simpl; [constructor|].
  inversion S as [|? ? S' A]; subst; destruct (p k); auto.
  constructor; auto; apply Forall_forall; intros x Hx; apply filter_In in Hx as [Hx _]; now apply (proj1 (Forall_forall _ _) A).
Qed.

(** Two lists in order with the same members are the same list. *)
Lemma sorted_unique : forall ks ks', StronglySorted key_lt ks -> StronglySorted key_lt ks' ->
  (forall k, In k ks <-> In k ks') -> ks = ks'.
Proof.
  induction ks as [|k ks IH]; intros [|k' ks'] S S' H.
  - reflexivity.
  - destruct (proj2 (H k')); now left.
  - destruct (proj1 (H k)); now left.
  - inversion S as [|? ? S1 A]; inversion S' as [|? ? S1' A']; subst; rewrite Forall_forall in A, A'.
    assert (k = k') as <-.
    { destruct (proj1 (H k) (or_introl eq_refl)) as [E | E]; [congruence|].
      destruct (proj2 (H k') (or_introl eq_refl)) as [E' | E']; [congruence|].
      exfalso; apply (key_lt_irrefl k); apply key_lt_trans with k'; auto. }
    f_equal; apply IH; auto; intros x; split; intros Hx.
    + destruct (proj1 (H x) (or_intror Hx)) as [<- | E]; [|exact E]; exfalso; apply (key_lt_irrefl k); auto.
    + destruct (proj2 (H x) (or_intror Hx)) as [<- | E]; [|exact E]; exfalso; apply (key_lt_irrefl k); auto.
Qed.

Lemma present_in_keys : forall s l k, present s l k = true -> In k (keys s).
Proof.
  intros s l k H; apply keys_in; unfold present, get, view, facets in H.
  induction s as [|[k' f] s IH]; simpl in *; [discriminate|].
  destruct (key_eqb k' k) eqn:E; [left; now apply key_eqb_eq | right; auto].
Qed.

(** The page's words: a key is listed iff it is in range, after the start, and its get is present. *)
Theorem listed_iff : forall s range from l k,
  In k (listed s range from l) <-> present s l k = true /\ range k = true /\ after from k = true.
Proof.
  intros s range from l k; unfold listed; rewrite filter_In, !andb_true_iff; split; [tauto|].
  intros (P & R & A); repeat split; auto; now apply present_in_keys with l.
Qed.

(** ** Everything an operation returns is a function of the view *)

Definition same_view (l : label) (s s' : store) : Prop := forall k, view s k l = view s' k l.

Lemma same_view_below : forall s s' l l', l' ⊑ l -> same_view l s s' -> same_view l' s s'.
Proof. intros s s' l l' H E k; rewrite !(view_below _ k l l') by assumption; now rewrite E. Qed.

Theorem same_view_get : forall s s' l, same_view l s s' -> forall k, get s k l = get s' k l.
Proof. intros s s' l E k; unfold get; now rewrite E. Qed.

Theorem same_view_listed : forall s s' l, same_view l s s' -> forall range from, listed s range from l = listed s' range from l.
Proof.
  intros s s' l E range from; apply sorted_unique; try (apply filter_sorted, keys_sorted).
  intros k; rewrite !listed_iff; unfold present; now rewrite (same_view_get s s' l E).
Qed.

Theorem same_view_list_page : forall s s' l, same_view l s s' ->
  forall range from limit, list_page s range from limit l = list_page s' range from limit l.
Proof. intros s s' l E range from limit; unfold list_page; now rewrite (same_view_listed s s' l E). Qed.

Theorem same_view_put : forall s s' l, same_view l s s' -> forall k x at_, same_view l (put s k x at_) (put s' k x at_).
Proof.
  intros s s' l E k x at_ k'; destruct (flows at_ l) eqn:V; [|now rewrite !hidden_put_unseen].
  destruct (key_eq_dec k k') as [<- | Hk]; [now rewrite !visible_put_seen, E|].
  unfold view; rewrite !facets_put_other by assumption; apply E.
Qed.

Lemma hidden_put_same_view : forall s k x at_ l, at_ ⋢ l -> same_view l (put s k x at_) s.
Proof. intros s k x at_ l H k'; now apply hidden_put_unseen. Qed.

(** ** The store with everything taken out that [l] may not see *)

Definition erase_store (l : label) (s : store) : store := filter (fun entry => visible l (snd entry)) s.

Theorem erase_store_same_view : forall l s, same_view l (erase_store l s) s.
Proof.
  intros l s k; unfold view, facets, erase_store; rewrite !filter_map_snd; f_equal.
  rewrite (filter_swap _ (fun e => key_eqb (fst e) k)); now apply filter_idle.
Qed.

End Store.
